// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.rewrite;

import dev.cairn.dns.wire.Edns;
import dev.cairn.dns.wire.EdnsOption;
import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.Message;
import dev.cairn.dns.wire.ResourceRecord;
import dev.cairn.dns.wire.ResponseWriter;
import dev.cairn.dns.wire.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A response while it is rewritten. <b>Confined to</b> one thread at a time. */
final class Reply {
    private final int flags;
    private final List<EdnsOption> options;
    private final List<ResourceRecord> answers;
    private final List<ResourceRecord> additionals;
    private List<ResourceRecord> authorities;
    private boolean truncated;
    private int rcode;

    private Reply(Message message) {
        flags = message.flags();
        rcode = message.rcode();
        truncated = message.has(Header.FLAG_TC);
        answers = new ArrayList<>(message.answers());
        authorities = new ArrayList<>(message.authorities());
        additionals = new ArrayList<>(message.additionals());
        options = message.edns().map(Edns::options).orElse(List.of());
    }

    /** Reads a finished response. */
    static Reply parse(byte[] message, int length) {
        return new Reply(Message.parse(message, length));
    }

    int rcode() {
        return rcode;
    }

    void setRcode(int value) {
        rcode = value;
    }

    /** The records of the answer; may be changed. */
    List<ResourceRecord> answers() {
        return answers;
    }

    void eachRecord(UnaryOperator<ResourceRecord> change) {
        answers.replaceAll(change);
        authorities.replaceAll(change);
        additionals.replaceAll(change);
    }

    /** Goes on with the answer for the name that the last CNAME leads to; its code counts (RFC 6604 §3). */
    void append(Reply further) {
        answers.addAll(further.answers);
        authorities = further.authorities;
        truncated = further.truncated;
        rcode = further.rcode;
    }

    /** Writes it in the place of a response that holds no records. */
    void writeTo(ResponseWriter response) {
        response.setRcode(rcode);
        response.setAuthoritative((flags & Header.FLAG_AA) != 0);
        response.setRecursionAvailable((flags & Header.FLAG_RA) != 0);
        response.setTruncated(truncated);
        write(response, Section.ANSWER, answers);
        write(response, Section.AUTHORITY, authorities);
        write(response, Section.ADDITIONAL, additionals);
    }

    private static void write(ResponseWriter response, Section section, List<ResourceRecord> records) {
        for (ResourceRecord record : records) {
            if (!response.record(section, record)) {
                return;
            }
        }
    }

    /** Adds its options to a response that has none of them. */
    void writeOptionsTo(ResponseWriter response) {
        for (EdnsOption option : options) {
            byte[] data = option.data();
            response.option(option.code(), data, 0, data.length);
        }
    }
}
