// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import dev.cairn.dns.chain.Deferred;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Message;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.ResourceRecord;
import dev.cairn.dns.wire.Section;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * The handler after a cache in tests. Answers are written as {@code RCODE flags | answer | authority | additional}, with the records of a
 * section as in a zone file and divided by semicolons; what is not said is REFUSED, and {@code BUSY} is a failure of this server's own.
 */
final class ScriptedUpstream implements Handler {
    private static final List<Section> SECTIONS = List.of(Section.ANSWER, Section.AUTHORITY, Section.ADDITIONAL);

    private final Map<String, String> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final Deque<Deferred> waiting = new ArrayDeque<>();
    private boolean isSlow;

    /** Says what is answered to a question such as {@code www.example.org. A} from now on. */
    ScriptedUpstream answer(String question, String text) {
        answers.put(question, text);
        return this;
    }

    /** Answers nothing until {@link #go}. */
    ScriptedUpstream slow() {
        isSlow = true;
        return this;
    }

    /** Answers the question that has waited longest. */
    void go() {
        waiting.remove().resume(this::answer);
    }

    int waiting() {
        return waiting.size();
    }

    /** All questions so far, in lower case. */
    List<String> asked() {
        return asked;
    }

    @Override
    public String directive() {
        return "forward";
    }

    @Override
    public Touch touch(DomainName zone) {
        return Touch.ANSWER;
    }

    @Override
    public Outcome handle(Exchange exchange) {
        asked.add(key(exchange));
        if (isSlow) {
            waiting.add(exchange.defer());
            return Outcome.DEFERRED;
        }
        return answer(exchange);
    }

    private static String key(Exchange exchange) {
        return exchange.question().name().toString().toLowerCase(Locale.ROOT) + " "
                + RecordType.name(exchange.question().type());
    }

    private Outcome answer(Exchange exchange) {
        String text = answers.getOrDefault(key(exchange), "REFUSED");
        if (text.equals("BUSY")) {
            return exchange.failForNow("too many questions");
        }
        String[] parts = text.split("\\|", -1);
        exchange.response().setRcode(rcode(parts[0].trim().split(" ", 2)[0]));
        exchange.response().setAuthoritative(text.contains(" aa"));
        exchange.response().setRecursionAvailable(!text.contains(" nora"));
        exchange.response().setAuthenticData(text.contains(" ad"));
        for (int i = 1; i < parts.length; i++) {
            for (ResourceRecord record : records(parts[i])) {
                exchange.response().record(SECTIONS.get(i - 1), record);
            }
        }
        if (text.contains(" tc")) {
            exchange.response().setTruncated(true);
        }
        return Outcome.ANSWERED;
    }

    private static int rcode(String name) {
        for (int code = 0; code < 24; code++) {
            if (Rcode.name(code).equals(name)) {
                return code;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static List<ResourceRecord> records(String lines) {
        org.xbill.DNS.Message message = new org.xbill.DNS.Message();
        message.getHeader().setFlag(Flags.QR);
        for (String line : lines.split(";", -1)) {
            if (!line.isBlank()) {
                message.addRecord(record(line.trim()), org.xbill.DNS.Section.ANSWER);
            }
        }
        byte[] wire = message.toWire();
        return Message.parse(wire, wire.length).answers();
    }

    private static Record record(String line) {
        String[] words = line.split(" +", 5); // owner, TTL, class, type, data
        try {
            Name owner = Name.fromString(words[0]);
            return Record.fromString(
                    owner, Type.value(words[3]), DClass.IN, Long.parseLong(words[1]), words[4], Name.root);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }
}
