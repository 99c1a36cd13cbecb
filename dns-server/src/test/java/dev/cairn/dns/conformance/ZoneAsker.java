// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.conformance;

import dev.cairn.dns.cluster.AnswerContext;
import dev.cairn.dns.cluster.ClusterZone;
import dev.cairn.dns.cluster.Verdict;
import dev.cairn.dns.wire.QuestionReader;
import dev.cairn.dns.wire.ResponseWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks zones with bytes that dnsjava has written, and reads their answers with dnsjava. */
public final class ZoneAsker {
    private final List<ClusterZone> zones;
    private final QuestionReader question = new QuestionReader();
    private final ResponseWriter response = new ResponseWriter();
    private final AnswerContext context = new AnswerContext(1);
    private int limitBytes = ResponseWriter.MAX_BYTES;
    private int answerBytes;

    /** Asks the longest zone that a name is in. */
    public ZoneAsker(List<ClusterZone> zones) {
        this.zones = zones.stream()
                .sorted(Comparator.comparingInt(
                                (ClusterZone zone) -> zone.zone().labelCount())
                        .reversed())
                .toList();
    }

    /** What answers depend on besides the question. */
    public AnswerContext context() {
        return context;
    }

    /** The size limit of answers from now on. */
    public ZoneAsker limit(int bytes) {
        limitBytes = bytes;
        return this;
    }

    /** Octets of the last answer. */
    public int answerBytes() {
        return answerBytes;
    }

    /** Asks with EDNS. */
    public Message ask(String name, String type) {
        try {
            return ask(Name.fromString(name), Type.value(type, true));
        } catch (TextParseException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    /** Asks with EDNS. */
    public Message ask(Name name, int type) {
        Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        query.addRecord(new OPTRecord(1232, 0, 0), org.xbill.DNS.Section.ADDITIONAL);
        byte[] bytes = query.toWire();
        try {
            return new Message(answer(bytes));
        } catch (IOException e) {
            throw new AssertionError("dnsjava cannot read the answer to " + name + " " + Type.string(type), e);
        }
    }

    private byte[] answer(byte[] query) {
        if (question.read(query, query.length) != QuestionReader.Verdict.OK) {
            throw new AssertionError("not a query");
        }
        response.begin(question, limitBytes);
        ClusterZone zone = zones.stream()
                .filter(candidate -> question.name().isSubdomainOf(candidate.zone()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no zone holds " + question.name()));
        Verdict verdict = zone.answer(question, response, context);
        if (verdict == Verdict.NO_SUCH_NAME) {
            zone.writeNoSuchName(question, response);
        } else if (verdict == Verdict.NOT_SYNCED) {
            zone.writeNotSynced(response);
        }
        answerBytes = response.finish();
        return Arrays.copyOf(response.bytes(), answerBytes);
    }
}
