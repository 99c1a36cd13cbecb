// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * Asks one question: the servers in turn, twice round, each by UDP and, when the answer is truncated, by TCP. <b>Thread-safe.</b>
 *
 * <p>Where TCP doesn't work, what the truncated answer holds is taken and said to be incomplete.
 */
final class DnsClient {
    private static final int ROUNDS = 2;
    private static final int MAX_ALIASES = 8;
    private static final int UDP_PAYLOAD_BYTES = 1232;

    private record Server(SimpleResolver udp, SimpleResolver tcp) {}

    private final List<Server> servers;

    DnsClient(List<InetSocketAddress> addresses, Duration timeout) {
        List<Server> all = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            addresses.forEach(address -> all.add(server(address, timeout)));
        }
        servers = List.copyOf(all);
    }

    private static Server server(InetSocketAddress address, Duration timeout) {
        SimpleResolver udp = new SimpleResolver(address);
        udp.setEDNS(0, UDP_PAYLOAD_BYTES, 0, List.of());
        udp.setIgnoreTruncation(true);
        udp.setTimeout(timeout);
        SimpleResolver tcp = new SimpleResolver(address);
        tcp.setTCP(true);
        tcp.setTimeout(timeout);
        return new Server(udp, tcp);
    }

    /** Asks for records of a type; never fails. */
    CompletableFuture<Reply> ask(Name name, int type) {
        return ask(name, type, Long.MAX_VALUE, MAX_ALIASES);
    }

    private CompletableFuture<Reply> ask(Name name, int type, long ttlSeconds, int aliasesLeft) {
        return exchange(Message.newQuery(Record.newRecord(name, type, DClass.IN)), 0, "no name server")
                .toCompletableFuture()
                .thenCompose(answer -> answer.message() == null
                        ? CompletableFuture.completedFuture(
                                new Reply.Failed(name + " " + Type.string(type) + ": " + answer.error()))
                        : read(answer.message(), name, type, ttlSeconds, aliasesLeft));
    }

    private record Answer(@Nullable Message message, String error) {}

    private CompletionStage<Answer> exchange(Message query, int index, String lastError) {
        if (index == servers.size()) {
            return CompletableFuture.completedFuture(new Answer(null, lastError));
        }
        Server server = servers.get(index);
        return server.udp()
                .sendAsync(query.clone())
                .thenCompose(
                        answer -> answer.getHeader().getFlag(Flags.TC) ? byTcp(server, query, answer) : done(answer))
                .handle((answer, error) -> new Answer(answer, error == null ? "" : describe(server, error)))
                .thenCompose(answer -> isUsable(answer.message())
                        ? CompletableFuture.completedFuture(answer)
                        : exchange(query, index + 1, refusal(server, answer)));
    }

    private static CompletionStage<Message> byTcp(Server server, Message query, Message truncated) {
        return server.tcp().sendAsync(query.clone()).handle((whole, error) -> error == null ? whole : truncated);
    }

    private static CompletionStage<Message> done(Message answer) {
        return CompletableFuture.completedFuture(answer);
    }

    private static boolean isUsable(@Nullable Message answer) {
        return answer != null && (answer.getRcode() == Rcode.NOERROR || answer.getRcode() == Rcode.NXDOMAIN);
    }

    private static String refusal(Server server, Answer answer) {
        return answer.message() == null
                ? answer.error()
                : server.udp().getAddress() + " says "
                        + Rcode.string(answer.message().getRcode());
    }

    private static String describe(Server server, Throwable thrown) {
        Throwable error =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return server.udp().getAddress() + " " + (error.getMessage() == null ? error : error.getMessage());
    }

    private CompletableFuture<Reply> read(Message answer, Name name, int type, long ttlSeconds, int aliasesLeft) {
        Name owner = name;
        long ttl = ttlSeconds;
        int left = aliasesLeft;
        List<Record> section = answer.getSection(Section.ANSWER);
        for (CNAMERecord alias = alias(section, owner); alias != null && left > 0; alias = alias(section, owner)) {
            owner = alias.getTarget();
            ttl = Math.min(ttl, alias.getTTL());
            left--;
        }
        List<Record> records = new ArrayList<>();
        for (Record each : section) {
            if (each.getType() == type && each.getName().equals(owner)) {
                records.add(each);
                ttl = Math.min(ttl, each.getTTL());
            }
        }
        if (!records.isEmpty()) {
            boolean isComplete = !answer.getHeader().getFlag(Flags.TC);
            return CompletableFuture.completedFuture(
                    new Reply.Records(records, answer.getSection(Section.ADDITIONAL), ttl, isComplete));
        }
        if (left == 0) {
            return CompletableFuture.completedFuture(new Reply.Failed(name + " has too many aliases"));
        }
        boolean isAliasToFollow = !owner.equals(name) && answer.getRcode() == Rcode.NOERROR;
        return isAliasToFollow ? ask(owner, type, ttl, left) : CompletableFuture.completedFuture(new Reply.None());
    }

    private static @Nullable CNAMERecord alias(List<Record> section, Name owner) {
        for (Record each : section) {
            if (each instanceof CNAMERecord alias && alias.getName().equals(owner)) {
                return alias;
            }
        }
        return null;
    }
}
