// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Edns;
import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.Message;
import dev.cairn.dns.wire.Question;
import dev.cairn.dns.wire.QuestionReader;
import dev.cairn.dns.wire.ResourceRecord;
import dev.cairn.dns.wire.Section;
import java.nio.ByteBuffer;

/** Makes requests of requests. */
final class Requests {
    private static final int FIXED_BYTES = 4; // type and class

    private Requests() {}

    /** The request that was read, with another question. */
    static byte[] withQuestion(QuestionReader request, DomainName name, int type, int recordClass) {
        int rest = request.questionEnd();
        int restBytes = request.length() - rest;
        return ByteBuffer.allocate(Header.BYTES + name.length() + FIXED_BYTES + restBytes)
                .put(request.bytes(), 0, Header.BYTES)
                .put(name.toWire())
                .putShort((short) type)
                .putShort((short) recordClass)
                .put(request.bytes(), rest, restBytes)
                .array();
    }

    /** The request that was read, with another OPT record. */
    static byte[] withEdns(QuestionReader request, Edns edns) {
        Message before = Message.parse(request.bytes(), request.length());
        Message.Builder changed =
                Message.builder().id(before.id()).flags(before.flags()).edns(edns);
        for (Question question : before.questions()) {
            changed.question(question);
        }
        for (Section section : Section.values()) {
            for (ResourceRecord record : before.section(section)) {
                changed.record(section, record);
            }
        }
        return changed.build().toWire();
    }
}
