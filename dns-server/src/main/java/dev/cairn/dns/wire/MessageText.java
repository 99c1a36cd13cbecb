// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import java.util.List;
import java.util.StringJoiner;

/** A message in the form that {@code dig} prints. */
final class MessageText {

    private static final List<String> FLAG_NAMES = List.of("qr", "aa", "tc", "rd", "ra", "z", "ad", "cd");
    private static final int[] FLAGS = {
        Header.FLAG_QR,
        Header.FLAG_AA,
        Header.FLAG_TC,
        Header.FLAG_RD,
        Header.FLAG_RA,
        Header.FLAG_Z,
        Header.FLAG_AD,
        Header.FLAG_CD
    };

    private MessageText() {}

    static String format(Message message) {
        StringBuilder text = new StringBuilder(512);
        header(message, text);
        message.edns().ifPresent(edns -> {
            text.append("\n;; OPT PSEUDOSECTION:\n; EDNS: version: ").append(edns.version());
            text.append(", flags:").append(edns.dnssecOk() ? " do" : "");
            text.append("; udp: ").append(edns.udpPayloadSize()).append('\n');
            edns.options().forEach(option -> text.append("; ").append(option).append('\n'));
        });
        if (!message.questions().isEmpty()) {
            text.append("\n;; QUESTION SECTION:\n");
            message.questions()
                    .forEach(question -> text.append(';').append(question).append('\n'));
        }
        for (Section section : Section.values()) {
            if (!message.section(section).isEmpty()) {
                text.append("\n;; ").append(section).append(" SECTION:\n");
                message.section(section).forEach(line -> text.append(line).append('\n'));
            }
        }
        return text.toString();
    }

    private static void header(Message message, StringBuilder text) {
        StringJoiner flags = new StringJoiner(" ");
        for (int i = 0; i < FLAGS.length; i++) {
            if (message.has(FLAGS[i])) {
                flags.add(FLAG_NAMES.get(i));
            }
        }
        int additional = message.additionals().size() + (message.edns().isPresent() ? 1 : 0);
        text.append(";; ->>HEADER<<- opcode: ").append(Opcode.name(message.opcode()));
        text.append(", status: ").append(Rcode.name(message.rcode()));
        text.append(", id: ").append(message.id());
        text.append("\n;; flags: ").append(flags);
        text.append("; QUERY: ").append(message.questions().size());
        text.append(", ANSWER: ").append(message.answers().size());
        text.append(", AUTHORITY: ").append(message.authorities().size());
        text.append(", ADDITIONAL: ").append(additional).append('\n');
    }
}
