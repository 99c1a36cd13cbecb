// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import dev.cairn.dns.wire.QuestionReader.Verdict;

/** What must hold for each parser on any octets whatever. */
final class AnyBytes {

    private static final int NAME_STEP = 16;

    private final QuestionReader question = new QuestionReader();
    private final ResponseWriter response = new ResponseWriter();
    private final RecordCursor cursor = new RecordCursor();
    private int firstName;

    /** Packets that were read as messages, so that a test can see that it tests more than refusals. */
    int messages;

    /** Packets that were taken for queries to be answered. */
    int queries;

    void check(byte[] packet) {
        Verdict verdict = question.read(packet, packet.length);
        checkQuestion(packet, verdict);
        checkCursor(packet);
        firstName = (firstName + 1) % NAME_STEP;
        for (int offset = firstName; offset < packet.length; offset += NAME_STEP) {
            checkName(packet, offset);
        }
        try {
            Message message = Message.parse(packet, packet.length);
            messages++;
            checkMessage(message, verdict);
        } catch (WireException e) {
            require(e.offset() >= 0 && e.offset() <= packet.length, "place of " + e);
        }
    }

    private void checkQuestion(byte[] packet, Verdict verdict) {
        if (verdict != Verdict.OK) {
            int length = response.reject(question, verdict);
            require(length <= packet.length, "reply longer than the request");
            require((length == 0) == (verdict == Verdict.IGNORE), "reply to be ignored");
            return;
        }
        queries++;
        require(question.questionEnd() >= 17 && question.questionEnd() <= packet.length, "end of the question");
        require(question.nameLength() >= 1 && question.nameLength() <= 255, "length of the name");
        require(question.labelOffset(question.labelCount()) == 11 + question.nameLength(), "place of the root");
        require(question.name().labelCount() == question.labelCount(), "labels of the name");
        response.begin(question, 512);
        response.address(Section.ANSWER, 12, 5, new byte[4], 0, 4);
        int length = response.finish();
        Message reply = Message.parse(response.bytes(), length);
        require(reply.questions().get(0).name().equals(question.name()), "echoed name");
        require(reply.edns().isPresent() == question.hasEdns(), "OPT in the reply");
    }

    private void checkCursor(byte[] packet) {
        boolean started = cursor.start(packet, packet.length);
        int end = cursor.end();
        while (cursor.next()) {
            require(started, "no record without a question");
            require(cursor.ownerOffset() == end, "records in a row");
            end = cursor.end();
            require(end == cursor.dataOffset() + cursor.dataLength() && end <= packet.length, "end of the record");
            require(cursor.ttlSeconds() >= 0, "time to live");
        }
    }

    private static void checkName(byte[] packet, int offset) {
        try {
            DomainName name = DomainName.read(packet, offset, packet.length);
            require(name.length() >= 1 && name.length() <= 255, "length of a name");
            require(DomainName.of(name.toWire()).equals(name), "name of its own octets");
            require(DomainName.parse(name.toString()).equals(name), "name of its own text");
        } catch (WireException e) {
            require(e.offset() >= 0 && e.offset() <= packet.length, "place of " + e);
        }
    }

    private void checkMessage(Message message, Verdict verdict) {
        byte[] wire = message.toWire();
        require(Message.parse(wire, wire.length).equals(message), "message of its own octets");
        require(!message.toString().isEmpty(), "text");
        if (verdict == Verdict.OK) {
            Question asked = new Question(question.name(), question.type(), question.qclass());
            require(message.questions().get(0).equals(asked), "question read twice");
            require(message.edns().isPresent() == question.hasEdns(), "OPT read twice");
            message.edns().ifPresent(edns -> {
                require(question.udpPayloadSize() == Math.max(512, edns.udpPayloadSize()), "size read twice");
                require(question.isDnssecOk() == edns.dnssecOk(), "DO read twice");
            });
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
