// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.rewrite;

import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Message;
import dev.cairn.dns.wire.QuestionReader;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.ResourceRecord;
import dev.cairn.dns.wire.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers from a few records, whatever the question's zone, and keeps the requests that it saw. */
final class Zone implements Handler {
    private final Map<String, List<ResourceRecord>> answers = new LinkedHashMap<>();
    private final Map<String, Integer> codes = new LinkedHashMap<>();
    private final List<ResourceRecord> additionals = new ArrayList<>();
    private final List<Message> requests = new ArrayList<>();

    /** Adds a record to the answer for its owner. */
    Zone with(ResourceRecord record) {
        return with(record.owner().toString(), record);
    }

    /** Adds a record to the answer for a name. */
    Zone with(String name, ResourceRecord record) {
        answers.computeIfAbsent(name, key -> new ArrayList<>()).add(record);
        return this;
    }

    Zone withAdditional(ResourceRecord record) {
        additionals.add(record);
        return this;
    }

    Zone failing(String name, int rcode) {
        codes.put(name, rcode);
        return this;
    }

    /** The request that came last. */
    Message request() {
        return requests.get(requests.size() - 1);
    }

    List<Message> requests() {
        return requests;
    }

    @Override
    public String directive() {
        return "zone";
    }

    @Override
    public Touch touch(DomainName zone) {
        return Touch.ANSWER;
    }

    @Override
    public Outcome handle(Exchange exchange) {
        QuestionReader question = exchange.question();
        requests.add(Message.parse(question.bytes(), question.length()));
        String name = NameText.of(question.name());
        exchange.response().setAuthoritative(true);
        List<ResourceRecord> records = answers.get(name);
        if (records == null) {
            exchange.response().setRcode(codes.getOrDefault(name, Rcode.NXDOMAIN));
            return Outcome.ANSWERED;
        }
        records.forEach(record -> exchange.response().record(Section.ANSWER, record));
        additionals.forEach(record -> exchange.response().record(Section.ADDITIONAL, record));
        return Outcome.ANSWERED;
    }
}
