// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import java.util.Arrays;

/** Reads and writes whole messages. */
final class MessageCodec {

    private static final int TYPICAL_BYTES = 512;

    private MessageCodec() {}

    static Message parse(byte[] message, int length) {
        WireReader in = new WireReader(message, length);
        Message.Builder parsed = Message.builder().id(in.u16());
        int flags = in.u16();
        parsed.flags(flags & Message.FLAG_BITS).rcode(Header.rcode(flags));
        int questions = in.u16();
        int[] counts = {in.u16(), in.u16(), in.u16()};
        // The counts are only believed as far as the octets go: nothing is sized by them.
        for (int i = 0; i < questions; i++) {
            parsed.question(new Question(in.name(), in.u16(), in.u16()));
        }
        for (Section section : Section.values()) {
            for (int i = 0; i < counts[section.index()]; i++) {
                readRecord(in, section, parsed, Header.rcode(flags));
            }
        }
        return parsed.build();
    }

    private static void readRecord(WireReader in, Section section, Message.Builder parsed, int headerRcode) {
        DomainName owner = in.name();
        int type = in.u16();
        int recordClass = in.u16();
        long ttl = in.u32();
        int dataLength = in.u16();
        if (dataLength > in.remaining()) {
            throw in.malformed("data of " + dataLength + " octets is cut off");
        }
        int messageLimit = in.limit(in.position() + dataLength);
        if (type == RecordType.OPT) {
            if (section != Section.ADDITIONAL || !owner.isRoot() || parsed.hasEdns()) {
                throw in.malformed("OPT may stand once, in the additional section, at the root");
            }
            parsed.edns(Edns.read(in, recordClass, (int) ttl)).rcode((int) (ttl >>> 24 << 4) | headerRcode);
        } else {
            // A time to live with the top bit set is zero (RFC 2181 §8).
            Rdata data = RdataCodec.read(in, type, recordClass);
            parsed.record(section, new ResourceRecord(owner, recordClass, ttl > Integer.MAX_VALUE ? 0 : ttl, data));
        }
        in.limit(messageLimit);
    }

    static byte[] write(Message message) {
        WireWriter out = new WireWriter(new byte[TYPICAL_BYTES]);
        out.put16(message.id());
        out.put16(message.flags() | Header.rcode(message.rcode()));
        out.put16(message.questions().size());
        out.put16(message.answers().size());
        out.put16(message.authorities().size());
        out.put16(message.additionals().size() + (message.edns().isPresent() ? 1 : 0));
        message.questions().forEach(out::question);
        for (Section section : Section.values()) {
            message.section(section).forEach(out::record);
        }
        message.edns().ifPresent(edns -> edns.write(out, message.rcode()));
        if (out.overflowed()) {
            throw new IllegalStateException("the message is longer than 65535 octets");
        }
        return Arrays.copyOf(out.bytes(), out.position());
    }
}
