// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.dns.chain.CountedMeters;
import dev.cairn.dns.config.Corefile;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.upstream.FakeUpstream;
import dev.cairn.dns.upstream.UpstreamLoops;
import dev.cairn.dns.wire.DomainName;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Servers that are given by a name. */
class ForwardNamesIT {

    private static final DomainName ASKED = DomainName.parse("www.example.net.");

    private volatile boolean isKnown;
    private FakeUpstream resolver;
    private FakeUpstream upstream;
    private ForwardHandler handler;

    @BeforeEach
    void open() throws IOException {
        resolver = FakeUpstream.start(asked -> asked.reply(lookUp(new Message(asked.query()))));
        upstream = FakeUpstream.start(asked -> asked.reply(FakeUpstream.answer(asked, 1)));
        Problems problems = new Problems();
        String line = "forward . dns.example.org:%d {\n resolver 127.0.0.1:%d\n}"
                .formatted(upstream.address().getPort(), resolver.address().getPort());
        ForwardConfig config = ForwardConfig.parse(
                Corefile.parse(". {\n" + line + "\n}\n", "Corefile", Map.of())
                        .get(0)
                        .directives("forward")
                        .get(0),
                Path::of,
                problems);
        assertThat(problems.toList()).isEmpty();
        handler = new ForwardHandler(config, new UpstreamLoops(), new CountedMeters());
    }

    @AfterEach
    void close() throws IOException {
        handler.close();
        resolver.close();
        upstream.close();
    }

    /** An alias, and its address. */
    private byte[] lookUp(Message asked) throws IOException {
        Name name = asked.getQuestion().getName();
        Message answer = new Message(asked.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(asked.getQuestion(), Section.QUESTION);
        if (!isKnown) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        } else if (asked.getQuestion().getType() == Type.A) {
            Name target = Name.fromString("elsewhere.example.org.");
            answer.addRecord(new CNAMERecord(name, DClass.IN, 30, target), Section.ANSWER);
            answer.addRecord(new ARecord(target, DClass.IN, 30, InetAddress.getLoopbackAddress()), Section.ANSWER);
        }
        return answer.toWire();
    }

    private void assertAsked() {
        int before = upstream.queries();
        handler.probe(ASKED, Duration.ZERO, () -> {});
        await().until(() -> upstream.queries() > before);
    }

    @Test
    void isLookedUpByTheResolverAtTheStart() {
        isKnown = true;
        handler.start();

        assertAsked();
        assertThat(handler.destination()).contains("dns.example.org:");
    }

    @Test
    void isLookedUpAgainUntilItIsKnownAndKeptWhenItIsNotAnyMore() {
        handler.start();
        handler.probe(ASKED, Duration.ZERO, () -> {});
        assertThat(upstream.queries()).isZero();

        isKnown = true;
        handler.refresh();
        assertAsked();

        isKnown = false;
        handler.refresh();
        assertAsked();
    }
}
