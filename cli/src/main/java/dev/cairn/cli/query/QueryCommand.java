// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli.query;

import dev.cairn.cli.ExitCode;
import dev.cairn.dns.wire.Message;
import dev.cairn.dns.wire.Rcode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cairn query}: asks one question and prints what {@code dig} would, and why there is no answer. */
@Command(
        name = "query",
        description = "Ask a DNS server a question, and say why a name does not exist.",
        customSynopsis = "cairn query [-x] NAME [TYPE] [@SERVER[:PORT]] [-p PORT] [--tcp] [--short]",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the answer has records",
            "1:the server answered that there are none, or refused or failed",
            "2:the command line is wrong",
            "3:no reply"
        },
        footer = {
            "",
            "For example:",
            "  cairn query orders.shop.svc.cluster.local",
            "  cairn query _http._tcp.orders.shop.svc.cluster.local SRV",
            "  cairn query -x 10.96.0.10 @10.96.0.10"
        })
public final class QueryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "NAME [TYPE] [@SERVER[:PORT]]",
            description = {
                "In any order, as with dig. Type A and server 127.0.0.1:1053, where \"cairn dns\" listens, are the defaults;"
                        + " the port of a server that is named is 53."
            })
    private List<String> words = new ArrayList<>();

    @Option(
            names = {"-x", "--reverse"},
            description = "NAME is an address: ask for the name that it belongs to.")
    private boolean reverse;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            description = "The server's port.")
    private @Nullable Integer port;

    @Option(
            names = "--tcp",
            description = "Ask over TCP. UDP is used otherwise, and TCP when the answer was truncated.")
    private boolean tcp;

    @Option(names = "--short", description = "Print the data of the answer's records only.")
    private boolean brief;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "How long to wait for each of three tries (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    /** A command with nothing set. */
    public QueryCommand() {}

    @Override
    public Integer call() {
        QueryRequest request = request();
        PrintWriter out = spec.commandLine().getOut();
        try {
            DnsClient client = new DnsClient(request.server(), Duration.ofSeconds(timeoutSeconds));
            Reply reply = client.ask(request.name(), request.type(), tcp);
            if (brief) {
                reply.message().answers().forEach(answer -> out.println(answer.data()));
            } else {
                ReplyPrinter.print(reply, out);
            }
            for (String line : explanation(reply, request, client)) {
                (brief ? spec.commandLine().getErr() : out).println(";; " + line);
            }
            return isAnswered(reply.message()) ? ExitCode.OK : ExitCode.FAILED;
        } catch (IOException e) {
            spec.commandLine().getErr().println("cairn query: " + e.getMessage());
            return ExitCode.NO_REPLY;
        }
    }

    private QueryRequest request() {
        try {
            if (timeoutSeconds < 1) {
                throw new IllegalArgumentException("--timeout must be at least 1, was " + timeoutSeconds);
            }
            return QueryRequest.parse(words, port, reverse);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static List<String> explanation(Reply reply, QueryRequest request, DnsClient client) {
        return new Explanation(request.name(), request.type(), reply.message(), name -> {
                    try {
                        return client.ask(name, request.type(), false).message().rcode();
                    } catch (IOException e) {
                        return Rcode.SERVFAIL;
                    }
                })
                .lines();
    }

    private static boolean isAnswered(Message message) {
        return message.rcode() == Rcode.NOERROR && !message.answers().isEmpty();
    }
}
