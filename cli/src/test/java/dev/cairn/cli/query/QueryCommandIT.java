// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.ExitCode;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.Message;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.Rdata;
import dev.cairn.dns.wire.ResourceRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class QueryCommandIT {
    private static final String NAME = "orders.shop.svc.cluster.local";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsTheLongForm() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(answer("10.96.0.10"))) {
            assertThat(query(server.port(), NAME)).isEqualTo(ExitCode.OK);
            assertThat(out.toString())
                    .contains("status: NOERROR")
                    .contains(NAME + ". 5 IN A 10.96.0.10")
                    .contains(";; SERVER: 127.0.0.1#" + server.port() + " (UDP)")
                    .contains(";; MSG SIZE  rcvd: ");
        }
    }

    @Test
    void printsOnlyTheDataInTheShortForm() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(answer("10.96.0.10"))) {
            assertThat(query(server.port(), NAME, "--short")).isEqualTo(ExitCode.OK);
            assertThat(out.toString().trim()).isEqualTo("10.96.0.10");
        }
    }

    @Test
    void asksAgainOverTcpWhenTruncated() throws IOException {
        UnaryOperator<Message.Builder> truncated = reply -> reply.flags(Header.FLAG_QR | Header.FLAG_TC);
        try (ScriptedServer server = ScriptedServer.answering(truncated, answer("10.96.0.11"))) {
            assertThat(query(server.port(), NAME)).isEqualTo(ExitCode.OK);
            assertThat(out.toString())
                    .contains("asked again over TCP")
                    .contains("10.96.0.11")
                    .contains(" (TCP)");
        }
    }

    @Test
    void asksOverTcpWhenTold() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(answer("10.96.0.1"), answer("10.96.0.2"))) {
            assertThat(query(server.port(), NAME, "--tcp", "--short")).isEqualTo(ExitCode.OK);
            assertThat(out.toString().trim()).isEqualTo("10.96.0.2");
        }
    }

    @Test
    void endsWithOneWhenTheNameDoesNotExist() throws IOException {
        UnaryOperator<Message.Builder> missing =
                reply -> reply.flags(Header.FLAG_QR | Header.FLAG_AA).rcode(Rcode.NXDOMAIN);
        try (ScriptedServer server = ScriptedServer.answering(missing)) {
            assertThat(query(server.port(), NAME, "--short")).isEqualTo(ExitCode.FAILED);
            assertThat(out.toString()).isEmpty();
            assertThat(err.toString()).contains("does not exist, says the server");
        }
    }

    @Test
    void ignoresAnswersToOtherQuestions() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(answer("10.96.0.10"))) {
            server.sendForgeriesFirst();
            assertThat(query(server.port(), NAME, "--short")).isEqualTo(ExitCode.OK);
            assertThat(out.toString().trim()).isEqualTo("10.96.0.10");
        }
    }

    @Test
    void endsWithThreeWhenNobodyListens() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(query(free, NAME)).isEqualTo(ExitCode.NO_REPLY);
        assertThat(query(free, NAME, "--tcp")).isEqualTo(ExitCode.NO_REPLY);
        assertThat(err.toString())
                .contains("nothing listens at 127.0.0.1#" + free + " (UDP)")
                .contains("nothing listens at 127.0.0.1#" + free + " (TCP)");
    }

    @Test
    void endsWithTwoOnAWrongCommandLine() {
        assertThat(query(53, "a.", "NOTYPE")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(err.toString()).contains("unknown mnemonic \"NOTYPE\"").contains("Usage: ");
    }

    private int query(int port, String... words) {
        CommandLine command = new CommandLine(new QueryCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        String[] all = new String[words.length + 2];
        all[0] = "-p";
        all[1] = Integer.toString(port);
        System.arraycopy(words, 0, all, 2, words.length);
        return command.execute(all);
    }

    private static UnaryOperator<Message.Builder> answer(String address) {
        return reply -> reply.flags(Header.FLAG_QR | Header.FLAG_AA)
                .answer(new ResourceRecord(DomainName.parse(NAME), 5, new Rdata.A(inet4(address))));
    }

    private static Inet4Address inet4(String address) {
        try {
            return (Inet4Address) InetAddress.getByName(address);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
