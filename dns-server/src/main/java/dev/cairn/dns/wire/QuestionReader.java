// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

/**
 * One request read in place: header, the one question, and what its OPT record says (RFC 1035 §4.1, RFC 6891 §6.1).
 *
 * <p>{@link #read} never throws and never allocates, whatever the octets; it looks at each octet of the request at most
 * once. What the accessors return belongs to the last request read; the array is not copied, so it must keep its content
 * while they are used. The package description lists what is accepted and what is not.
 *
 * <p><b>Confined to</b> one thread; made once and reused.
 */
public final class QuestionReader {

    /** What to do with a request. */
    public enum Verdict {
        /** A readable query with one question: answer it. */
        OK(Rcode.NOERROR),
        /** No reply: shorter than a header, or itself a response. */
        IGNORE(Rcode.NOERROR),
        /** Malformed. */
        FORMERR(Rcode.FORMERR),
        /** An opcode, or a type of question, that nobody implements. */
        NOTIMP(Rcode.NOTIMP),
        /** An EDNS version other than 0. */
        BADVERS(Rcode.BADVERS);

        private final int rcode;

        Verdict(int rcode) {
            this.rcode = rcode;
        }

        /** The response code of the reply, 12 bits. */
        public int rcode() {
            return rcode;
        }
    }

    private static final int MIN_UDP_PAYLOAD_BYTES = 512; // RFC 6891 §6.2.3

    private final int[] labelOffsets = new int[Names.MAX_LABELS + 1];
    private final OptReader opt = new OptReader();

    private byte[] bytes = new byte[Header.BYTES];
    private int length;
    private int id;
    private int flags;
    private int labelCount;
    private int nameLength;
    private int type;
    private int qclass;
    private int questionEnd;

    /** A reader that has read nothing yet. */
    public QuestionReader() {
        clear();
    }

    /**
     * Reads a request.
     *
     * @param message starts with the header; a length prefix of TCP is not part of it
     * @param length octets of the request; what the array holds after them is not looked at
     */
    public Verdict read(byte[] message, int length) {
        clear();
        this.bytes = message;
        this.length = Math.min(length, message.length);
        if (this.length < Header.BYTES) {
            return Verdict.IGNORE;
        }
        id = Header.id(message);
        flags = Header.flags(message);
        if ((flags & Header.FLAG_QR) != 0) {
            return Verdict.IGNORE;
        }
        if (opcode() != Opcode.QUERY) {
            return Verdict.NOTIMP;
        }
        if (Header.questionCount(message) != 1 || !readQuestion()) {
            return Verdict.FORMERR;
        }
        if (!opt.readRecords(message, questionEnd, this.length)) {
            return Verdict.FORMERR;
        }
        return opt.version != 0 ? Verdict.BADVERS : verdictOnType();
    }

    private void clear() {
        length = 0;
        id = 0;
        flags = 0;
        labelCount = 0;
        nameLength = 0;
        type = 0;
        qclass = 0;
        questionEnd = 0;
        opt.clear();
    }

    private boolean readQuestion() {
        int end = readName();
        if (end < 0 || end + Layout.QUESTION_FIXED_BYTES > length) {
            return false;
        }
        nameLength = end - Header.BYTES;
        type = Octets.u16(bytes, end);
        qclass = Octets.u16(bytes, end + 2);
        questionEnd = end + Layout.QUESTION_FIXED_BYTES;
        return true;
    }

    private int readName() {
        byte[] message = bytes;
        int end = Math.min(length, Header.BYTES + Names.MAX_NAME_BYTES);
        int position = Header.BYTES;
        int labels = 0;
        while (position < end) {
            int octet = message[position] & 0xFF;
            labelOffsets[labels] = position;
            if (octet == 0) {
                labelCount = labels;
                return position + 1;
            }
            if (octet > Names.MAX_LABEL_BYTES) {
                return -1;
            }
            position += 1 + octet;
            labels++;
        }
        return -1;
    }

    private Verdict verdictOnType() {
        return switch (type) {
            case RecordType.OPT, RecordType.TSIG -> Verdict.FORMERR;
            case RecordType.MAILA, RecordType.MAILB -> Verdict.NOTIMP;
            default -> Verdict.OK;
        };
    }

    /** The array that holds the request, not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** Octets of the request. */
    public int length() {
        return length;
    }

    /** The identifier, 16 bits. */
    public int id() {
        return id;
    }

    /** The second 16 bits of the header, see {@link Header#flags}. */
    public int flags() {
        return flags;
    }

    /** The opcode, 0 to 15. */
    public int opcode() {
        return Header.opcode(flags);
    }

    /** Whether the client wants recursion (RD). */
    public boolean isRecursionDesired() {
        return (flags & Header.FLAG_RD) != 0;
    }

    /** Whether the client wants no validation (CD, RFC 4035 §3.2.2). */
    public boolean isCheckingDisabled() {
        return (flags & Header.FLAG_CD) != 0;
    }

    /** Whether name, type and class of the one question could be read, so that a reply may echo it. */
    public boolean questionReadable() {
        return questionEnd != 0;
    }

    /** Where the name of the question starts: right after the header. */
    public int nameOffset() {
        return Header.BYTES;
    }

    /** Octets of the name, root included: 1 to 255; 0 if the question is not readable. */
    public int nameLength() {
        return nameLength;
    }

    /** Labels of the name, root not included: 0 to 127. */
    public int labelCount() {
        return labelCount;
    }

    /**
     * Where a label starts, at its length octet.
     *
     * @param index 0 for the leftmost; {@link #labelCount} for the root
     */
    public int labelOffset(int index) {
        return labelOffsets[index];
    }

    /** Whether the name is a zone or below it, in any letter case. */
    public boolean isIn(DomainName zone) {
        return zone.isAncestorOf(bytes, Header.BYTES, nameLength);
    }

    /** The type asked for, 16 bits. */
    public int type() {
        return type;
    }

    /** The class asked for, 16 bits. */
    public int qclass() {
        return qclass;
    }

    /** The offset just after the question; 0 if it is not readable. */
    public int questionEnd() {
        return questionEnd;
    }

    /** Whether the request has an OPT record after a readable question, so that the reply must have one. */
    public boolean hasEdns() {
        return opt.present;
    }

    /** The largest UDP message the client takes: 512 to 65535 octets, 512 without OPT (RFC 6891 §6.2.3). */
    public int udpPayloadSize() {
        return Math.max(MIN_UDP_PAYLOAD_BYTES, opt.udpPayloadSize);
    }

    /** The EDNS version, 0 to 255; 0 without OPT. */
    public int ednsVersion() {
        return opt.version;
    }

    /** Whether the client wants DNSSEC records (DO, RFC 3225). */
    public boolean isDnssecOk() {
        return opt.dnssecOk;
    }

    /** Whether the client asks who answers (RFC 5001). */
    public boolean nsidAsked() {
        return opt.nsid;
    }

    /** Whether the client asks how long an idle connection lives; means nothing over UDP (RFC 7828 §3.2.1). */
    public boolean tcpKeepaliveAsked() {
        return opt.tcpKeepaliveBytes == 0;
    }

    /** Whether the client wrongly states a keepalive time: {@code FORMERR} over TCP, nothing over UDP. */
    public boolean tcpKeepaliveMalformed() {
        return opt.tcpKeepaliveBytes > 0;
    }

    /** Whether the client padded its request, so that the reply should be padded on encrypted transports (RFC 7830). */
    public boolean paddingAsked() {
        return opt.padding;
    }

    /**
     * The name of the question as an object of its own.
     *
     * @throws IllegalStateException if the question is not readable
     */
    public DomainName name() {
        if (!questionReadable()) {
            throw new IllegalStateException("the question is not readable");
        }
        return DomainName.of(bytes, Header.BYTES, nameLength);
    }
}
