// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A query to another server: the question, the flags that an answer may depend on, and options of our own. Options of the client's OPT are
 * not part of it: EDNS goes from hop to hop (RFC 6891 §6.1.1).
 *
 * <p>Two are equal if one answer does for both: the same name in any letter case, type, class, RD, CD, AD, DO and options. The hash code is
 * that of {@link FoldedName}, so nobody can choose queries that collide.
 *
 * <p><b>Immutable.</b>
 */
public final class OutgoingQuery {

    /** What a message is to a query. */
    public enum Match {
        /** Not the answer: another id or question, not a response, or not even a header. */
        UNRELATED,
        /** It has the id, but says only that the query was not understood or not wanted, without the question. */
        REJECTED,
        /** A response with this id to this question. */
        ANSWER
    }

    /** The most octets that options take up. */
    public static final int MAX_OPTIONS_BYTES = 2048;

    /** The most octets of a query, padding not counted. */
    public static final int MAX_BYTES = Header.BYTES
            + Names.MAX_NAME_BYTES
            + Layout.QUESTION_FIXED_BYTES
            + Layout.MIN_RECORD_BYTES
            + MAX_OPTIONS_BYTES
            + Layout.OPTION_HEADER_BYTES;

    private static final byte[] NO_OPTIONS = {};
    private static final int FLAGS = Header.FLAG_RD | Header.FLAG_CD | Header.FLAG_AD;

    private final byte[] question;
    private final int flags;
    private final boolean dnssecOk;
    private final byte[] options;
    private final int hash;

    private OutgoingQuery(byte[] question, int flags, boolean dnssecOk, byte[] options) {
        this.question = question;
        this.flags = flags;
        this.dnssecOk = dnssecOk;
        this.options = options;
        int nameHash = FoldedName.hash(question, 0, question.length - Layout.QUESTION_FIXED_BYTES);
        this.hash = 31 * (31 * nameHash + type()) + flags + (dnssecOk ? 1 : 0);
    }

    /**
     * What a client asks, in its letter case.
     *
     * @throws IllegalArgumentException if the question is not readable
     */
    public static OutgoingQuery of(QuestionReader asked) {
        return of(asked, List.of());
    }

    /**
     * What a client asks, with options of ours.
     *
     * @param options {@value #MAX_OPTIONS_BYTES} octets at most, as {@link #optionsBytes} counts them
     * @throws IllegalArgumentException if the question is not readable, or the options are too long
     */
    public static OutgoingQuery of(QuestionReader asked, List<EdnsOption> options) {
        if (!asked.questionReadable()) {
            throw new IllegalArgumentException("the question is not readable");
        }
        byte[] question = Arrays.copyOfRange(asked.bytes(), Header.BYTES, asked.questionEnd());
        return new OutgoingQuery(question, asked.flags() & FLAGS, asked.isDnssecOk(), octets(options));
    }

    /** Octets that options take up in a query. */
    public static int optionsBytes(List<EdnsOption> options) {
        int length = 0;
        for (EdnsOption option : options) {
            length += Layout.OPTION_HEADER_BYTES + option.data().length;
        }
        return length;
    }

    private static byte[] octets(List<EdnsOption> options) {
        int length = optionsBytes(options);
        if (length > MAX_OPTIONS_BYTES) {
            throw new IllegalArgumentException(
                    "options must be " + MAX_OPTIONS_BYTES + " octets at most, were " + length);
        }
        ByteBuffer octets = ByteBuffer.allocate(length);
        for (EdnsOption option : options) {
            byte[] data = option.data();
            octets.putShort((short) option.code()).putShort((short) data.length).put(data);
        }
        return octets.array();
    }

    /** A query of our own, of class IN. */
    public static OutgoingQuery of(DomainName name, int type, boolean recursionDesired) {
        byte[] question = new byte[name.length() + Layout.QUESTION_FIXED_BYTES];
        int end = name.copyTo(question, 0);
        Octets.put16(question, end, type);
        Octets.put16(question, end + 2, RecordClass.IN);
        return new OutgoingQuery(question, recursionDesired ? Header.FLAG_RD : 0, false, NO_OPTIONS);
    }

    /** The type asked for. */
    public int type() {
        return Octets.u16(question, question.length - Layout.QUESTION_FIXED_BYTES);
    }

    /** The name asked for. */
    public DomainName name() {
        return DomainName.of(question, 0, question.length - Layout.QUESTION_FIXED_BYTES);
    }

    /**
     * Writes the query.
     *
     * @param target has room from the offset on for {@value #MAX_BYTES} octets and a block of padding
     * @param udpPayloadBytes what OPT says that we take; 0 for no OPT
     * @param paddingBlockBytes pads to whole blocks of this size (RFC 8467 §4.1); 0 for no padding
     * @return octets written
     */
    public int write(byte[] target, int offset, int id, int udpPayloadBytes, int paddingBlockBytes) {
        Arrays.fill(target, offset, offset + Header.BYTES, (byte) 0);
        Octets.put16(target, offset, id);
        Octets.put16(target, offset + 2, flags);
        Octets.put16(target, offset + 4, 1);
        System.arraycopy(question, 0, target, offset + Header.BYTES, question.length);
        int length = Header.BYTES + question.length;
        if (udpPayloadBytes == 0) {
            return length;
        }
        Octets.put16(target, offset + 10, 1);
        return length + writeOpt(target, offset + length, length, udpPayloadBytes, paddingBlockBytes);
    }

    private int writeOpt(byte[] target, int at, int before, int udpPayloadBytes, int paddingBlockBytes) {
        target[at] = 0;
        Octets.put16(target, at + 1, RecordType.OPT);
        Octets.put16(target, at + 3, udpPayloadBytes);
        Octets.put16(target, at + 5, 0);
        Octets.put16(target, at + 7, dnssecOk ? Layout.DO_BIT : 0);
        System.arraycopy(options, 0, target, at + Layout.MIN_RECORD_BYTES, options.length);
        int length = Layout.MIN_RECORD_BYTES + options.length;
        if (paddingBlockBytes > 0) {
            int least = before + length + Layout.OPTION_HEADER_BYTES;
            int padding = (paddingBlockBytes - least % paddingBlockBytes) % paddingBlockBytes;
            Octets.put16(target, at + length, EdnsOptionCode.PADDING);
            Octets.put16(target, at + length + 2, padding);
            length += Layout.OPTION_HEADER_BYTES + padding;
            Arrays.fill(target, at + length - padding, at + length, (byte) 0);
        }
        Octets.put16(target, at + 9, length - Layout.MIN_RECORD_BYTES);
        return length;
    }

    /** What a message is to this query, sent with this id. Looks at header and question only; never throws. */
    public Match match(byte[] message, int length, int id) {
        if (length < Header.BYTES || Header.id(message) != id) {
            return Match.UNRELATED;
        }
        int answered = Header.flags(message);
        if ((answered & Header.FLAG_QR) == 0 || Header.opcode(answered) != Opcode.QUERY) {
            return Match.UNRELATED;
        }
        if (Header.questionCount(message) == 0) {
            return isRejection(Header.rcode(answered)) ? Match.REJECTED : Match.UNRELATED;
        }
        return isQuestionOf(message, length) ? Match.ANSWER : Match.UNRELATED;
    }

    private static boolean isRejection(int rcode) {
        return rcode == Rcode.FORMERR || rcode == Rcode.SERVFAIL || rcode == Rcode.NOTIMP || rcode == Rcode.REFUSED;
    }

    private boolean isQuestionOf(byte[] message, int length) {
        int nameBytes = question.length - Layout.QUESTION_FIXED_BYTES;
        int end = Header.BYTES + question.length;
        return Header.questionCount(message) == 1
                && length >= end
                && Octets.equalFolded(question, 0, message, Header.BYTES, nameBytes)
                && Arrays.equals(question, nameBytes, question.length, message, end - Layout.QUESTION_FIXED_BYTES, end);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof OutgoingQuery other
                && hash == other.hash
                && flags == other.flags
                && dnssecOk == other.dnssecOk
                && Arrays.equals(options, other.options)
                && question.length == other.question.length
                && isSameQuestion(other.question);
    }

    private boolean isSameQuestion(byte[] other) {
        int nameBytes = question.length - Layout.QUESTION_FIXED_BYTES;
        return Octets.equalFolded(question, 0, other, 0, nameBytes)
                && Arrays.equals(question, nameBytes, question.length, other, nameBytes, question.length);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The question as people write it. */
    @Override
    public String toString() {
        return name() + " " + RecordType.name(type());
    }
}
