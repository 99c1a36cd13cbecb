// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.chain.CountedMeters;
import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Transport;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.ServerBlock;
import dev.cairn.dns.handler.Blocks;
import dev.cairn.dns.wire.DomainName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A cache with a clock of its own in front of a scripted handler. */
final class CacheRig {
    private final ScriptedUpstream upstream = new ScriptedUpstream();
    private final CountedMeters meters = new CountedMeters();
    private final List<Runnable> timeouts = new ArrayList<>();
    private final List<Message> late = new ArrayList<>();
    private final Map<Transport, Exchange> exchanges = new EnumMap<>(Transport.class);
    private final CacheParts parts;
    private final Dispatcher dispatcher;
    private long nowNanos = Long.MAX_VALUE - TimeUnit.HOURS.toNanos(1); // soon below zero

    /** A cache that is configured so; all names come from one source. */
    CacheRig(String lines) {
        this(lines, LocalZones.NONE, false);
    }

    CacheRig(String lines, LocalZones local, boolean shuffled, Handler... others) {
        CacheConfig config = config(lines);
        VerifyTimer timer = new VerifyTimer(config.stale().verifyTimeout().toNanos()) {
            @Override
            void after(Runnable task) {
                timeouts.add(task);
            }
        };
        parts = new CacheParts(config, config.nxdomainCut(), meters, timer, () -> nowNanos);
        CacheHandler first = CacheHandler.of(config, local, parts);
        List<Handler> handlers = Stream.of(
                        Stream.of(first), Arrays.stream(others), first.afterLocal().stream(), Stream.of(upstream))
                .flatMap(each -> each.map(Handler.class::cast))
                .toList();
        dispatcher = Asking.dispatcher(Plan.builder(DomainName.ROOT)
                .shuffled(shuffled)
                .handlers(handlers)
                .build());
    }

    static CacheConfig config(String lines) {
        Problems problems = new Problems();
        ServerBlock block = Blocks.block(lines);
        CacheConfig config = CacheConfig.parse(Blocks.first(block), block, problems);
        assertThat(problems.toList()).isEmpty();
        return config;
    }

    ScriptedUpstream upstream() {
        return upstream;
    }

    CountedMeters meters() {
        return meters;
    }

    AnswerCache cache() {
        return parts.cache();
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    void pass(long seconds) {
        nowNanos += TimeUnit.SECONDS.toNanos(seconds);
    }

    /** Lets the time run out that verifying may take. */
    void timeOut() {
        timeouts.forEach(Runnable::run);
        timeouts.clear();
    }

    /** The replies that did not come at once. */
    List<Message> late() {
        return late;
    }

    /** Asks for {@code www.example.org. A}, say. */
    Message ask(String question) {
        String[] words = question.split(" ", -1);
        return ask(Asking.question(words[0], Type.value(words[1])));
    }

    Message ask(Message question) {
        return ask(question, Transport.UDP).orElseThrow();
    }

    /** The reply, unless it comes later. */
    Optional<Message> ask(Message question, Transport transport) {
        byte[] request = question.toWire();
        Exchange exchange = exchanges.computeIfAbsent(transport, dispatcher::newExchange);
        int length = dispatcher.serve(
                exchange,
                request,
                request.length,
                Asking.CLIENT,
                Asking.SERVER,
                (client, message, octets) -> late.add(read(message, octets)));
        return length == 0
                ? Optional.empty()
                : Optional.of(read(exchange.response().bytes(), length));
    }

    private static Message read(byte[] message, int length) {
        try {
            return new Message(Arrays.copyOf(message, length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The records of all sections but OPT, as text. */
    static List<String> records(Message reply) {
        return Stream.of(Section.ANSWER, Section.AUTHORITY, Section.ADDITIONAL)
                .flatMap(section -> reply.getSection(section).stream())
                .filter(record -> !(record instanceof OPTRecord))
                .map(record -> record.getName() + " " + record.getTTL() + " " + Type.string(record.getType()) + " "
                        + record.rdataToString())
                .toList();
    }
}
