// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.swap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Questions for addresses, and what answers say. */
final class Wire {

    private Wire() {}

    static Message question(Known known) {
        try {
            Name name = Name.fromString(known.absolute(), Name.root);
            return Message.newQuery(Record.newRecord(name, Type.A, DClass.IN));
        } catch (TextParseException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Message message(byte[] octets, int length) throws IOException {
        return new Message(Arrays.copyOf(octets, length));
    }

    /** The sorted addresses with a space between, or the response code. */
    static String said(Message answer) {
        if (answer.getRcode() != Rcode.NOERROR) {
            return Rcode.string(answer.getRcode());
        }
        return answer.getSection(Section.ANSWER).stream()
                .filter(ARecord.class::isInstance)
                .map(Record::rdataToString)
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
