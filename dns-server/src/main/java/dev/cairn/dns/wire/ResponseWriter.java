// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

/**
 * One response written into an array of its own: header and question echoed from a request, then records section by
 * section, then OPT.
 *
 * <p>Each write of a record is all or nothing: it returns false, and nothing has changed, when the record doesn't fit
 * the size limit. In that case TC is set if the record was meant for ANSWER or AUTHORITY, and left alone otherwise (RFC
 * 2181 §9). Room for the OPT record is set aside when the request has one.
 *
 * <p>Owners are given as the offset, within this response, of a name that stands there: {@link
 * QuestionReader#nameOffset} and {@link QuestionReader#labelOffset} of the question, or {@link #lastTarget}. Targets are
 * relative labels, completed by the {@link #origin}, as in a zone file. Records get the class of the question (IN if
 * that is ANY).
 *
 * <p><b>Confined to</b> one thread; made once and reused. Allocates nothing after construction.
 */
public final class ResponseWriter {

    /** Octets of the largest message. */
    public static final int MAX_BYTES = 65_535;

    /** Octets that each client takes over UDP (RFC 1035 §4.2.1). */
    public static final int MIN_LIMIT_BYTES = 512;

    /** What OPT says we take over UDP, unless told otherwise. */
    public static final int DEFAULT_UDP_PAYLOAD_BYTES = 1232;

    private static final int ECHOED_FLAGS = Header.FLAG_RD | Header.FLAG_CD;
    private static final int FIXED_RECORD_BYTES = 10;
    private static final int SRV_NUMBERS_BYTES = 6;
    private static final int MAX_HEADER_RCODE = 15;
    private static final int MAX_STRING_BYTES = 255;
    private static final byte[] ROOT = new byte[1];
    private static final int NOWHERE = -1;

    private final byte[] bytes = new byte[MAX_BYTES];
    private final int[] counts = new int[Section.COUNT];
    private final OptWriter opt = new OptWriter();
    private final int udpPayloadBytes;

    private int position;
    private int limit;
    private int id;
    private int flags;
    private int rcode;
    private int recordClass;
    private int section;
    private boolean questionEchoed;
    private boolean hasEdns;
    private boolean dnssecOk;
    private int lastTarget;

    private byte[] origin = ROOT;
    private int originOffset;
    private int originLength;
    private int originPointer;

    /** A writer whose OPT records announce {@value #DEFAULT_UDP_PAYLOAD_BYTES} octets. */
    public ResponseWriter() {
        this(DEFAULT_UDP_PAYLOAD_BYTES);
    }

    /**
     * A writer whose OPT records announce another size.
     *
     * @param udpPayloadBytes 512 to 65535
     */
    public ResponseWriter(int udpPayloadBytes) {
        this.udpPayloadBytes = checkSize("udpPayloadBytes", udpPayloadBytes);
    }

    private static int checkSize(String what, int octets) {
        if (octets < MIN_LIMIT_BYTES || octets > MAX_BYTES) {
            throw new IllegalArgumentException(what + " must be 512..65535, was " + octets);
        }
        return octets;
    }

    /**
     * Starts the response to a request; whatever was written before is gone. QR is set, opcode, RD and CD are copied, all
     * other flags are clear, the code is NOERROR. A question that could not be read is not echoed, and then there is no
     * OPT either; an opcode other than QUERY keeps no flag.
     *
     * @param limitBytes size limit of the whole message, 512 to 65535
     */
    public void begin(QuestionReader question, int limitBytes) {
        checkSize("limitBytes", limitBytes);
        questionEchoed = question.questionReadable();
        hasEdns = questionEchoed && question.hasEdns();
        dnssecOk = question.isDnssecOk();
        id = question.id();
        int opcode = question.opcode();
        int echoed = opcode == Opcode.QUERY ? (question.flags() & ECHOED_FLAGS) : 0;
        flags = Header.FLAG_QR | Header.withOpcode(opcode) | echoed;
        rcode = Rcode.NOERROR;
        recordClass = question.qclass() == RecordClass.ANY ? RecordClass.IN : question.qclass();
        counts[0] = 0;
        counts[1] = 0;
        counts[2] = 0;
        section = 0;
        lastTarget = NOWHERE;
        origin(ROOT, 0, 1);
        opt.clear();
        limit = hasEdns ? limitBytes - opt.length() : limitBytes;
        position = Header.BYTES;
        if (questionEchoed) {
            position = question.questionEnd();
            System.arraycopy(question.bytes(), Header.BYTES, bytes, Header.BYTES, position - Header.BYTES);
        }
    }

    /** The array that holds the response from index 0, not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** Octets written so far; the size of the message once it is finished. */
    public int length() {
        return position;
    }

    /**
     * Makes the name that stands at an offset of this response the origin. It must be written there without a pointer,
     * as the question is.
     */
    public void origin(int offset) {
        origin(bytes, offset, Names.storedLength(bytes, offset));
        originPointer = offset < Names.POINTER_LIMIT && originLength > Names.POINTER_BYTES ? offset : NOWHERE;
    }

    /**
     * Makes a name that doesn't stand in this response the origin.
     *
     * @param name an uncompressed name, root included; must not change until the response is finished
     */
    public void origin(byte[] name, int offset, int length) {
        origin = name;
        originOffset = offset;
        originLength = length;
        originPointer = NOWHERE;
    }

    /**
     * Writes an A or AAAA record.
     *
     * @param addressLength 4 or 16
     */
    public boolean address(Section in, int owner, int ttlSeconds, byte[] source, int offset, int addressLength) {
        int type = addressLength == 4 ? RecordType.A : RecordType.AAAA;
        return raw(in, owner, type, ttlSeconds, source, offset, addressLength);
    }

    /** Writes a record whose data is ready; a name in it must not be compressed. */
    public boolean raw(Section in, int owner, int type, int ttlSeconds, byte[] data, int offset, int length) {
        if (!start(in, owner, type, ttlSeconds, length)) {
            return false;
        }
        System.arraycopy(data, offset, bytes, position, length);
        position += length;
        return true;
    }

    /**
     * Writes a record that is one name, such as CNAME, PTR or NS. The target ends in a pointer if the origin stands in
     * the response.
     *
     * @param labels holds the labels of the target, without the origin; none for the origin itself
     */
    public boolean name(Section in, int owner, int type, int ttlSeconds, byte[] labels, int offset, int length) {
        if (!isName(length) || !start(in, owner, type, ttlSeconds, compressedBytes(length))) {
            return false;
        }
        writeCompressed(labels, offset, length);
        return true;
    }

    /**
     * Writes an SRV record; its target is never compressed (RFC 2782).
     *
     * @param labels holds the labels of the target, without the origin; none for the origin itself
     */
    public boolean srv(
            Section in,
            int owner,
            int ttlSeconds,
            int priority,
            int weight,
            int port,
            byte[] labels,
            int offset,
            int length) {
        int dataBytes = SRV_NUMBERS_BYTES + length + originLength;
        if (!isName(length) || !start(in, owner, RecordType.SRV, ttlSeconds, dataBytes)) {
            return false;
        }
        Octets.put16(bytes, position, priority);
        Octets.put16(bytes, position + 2, weight);
        Octets.put16(bytes, position + 4, port);
        position += SRV_NUMBERS_BYTES;
        writeWhole(labels, offset, length);
        return true;
    }

    /**
     * Writes an SOA record whose names may end in a pointer to the origin.
     *
     * @param serial an unsigned number
     */
    public boolean soa(Section in, int owner, int ttlSeconds, SoaTail tail, int serial) {
        byte[] primary = tail.primary;
        byte[] mailbox = tail.mailbox;
        int dataBytes = compressedBytes(primary.length) + compressedBytes(mailbox.length) + SoaTail.NUMBERS_BYTES;
        if (!isName(Math.max(primary.length, mailbox.length))
                || !start(in, owner, RecordType.SOA, ttlSeconds, dataBytes)) {
            return false;
        }
        writeCompressed(primary, 0, primary.length);
        writeCompressed(mailbox, 0, mailbox.length);
        Octets.put32(bytes, position, serial);
        Octets.put32(bytes, position + 4, tail.refreshSeconds);
        Octets.put32(bytes, position + 8, tail.retrySeconds);
        Octets.put32(bytes, position + 12, tail.expireSeconds);
        Octets.put32(bytes, position + 16, tail.minimumSeconds);
        position += SoaTail.NUMBERS_BYTES;
        return true;
    }

    /** Writes a TXT record, its text cut into strings of at most 255 octets (RFC 1035 §3.3.14). */
    public boolean txt(Section in, int owner, int ttlSeconds, byte[] text, int offset, int length) {
        int strings = Math.max(1, (length + MAX_STRING_BYTES - 1) / MAX_STRING_BYTES);
        if (!start(in, owner, RecordType.TXT, ttlSeconds, length + strings)) {
            return false;
        }
        int from = offset;
        int left = length;
        for (int i = 0; i < strings; i++) {
            int size = Math.min(left, MAX_STRING_BYTES);
            bytes[position] = (byte) size;
            System.arraycopy(text, from, bytes, position + 1, size);
            position += 1 + size;
            from += size;
            left -= size;
        }
        return true;
    }

    /** Offset of the target of the last record that {@link #name} or {@link #srv} wrote; -1 if there is none. */
    public int lastTarget() {
        return lastTarget;
    }

    /** A name longer than 255 octets cannot be asked for either, so its record is left out without a word. */
    private boolean isName(int labelBytes) {
        return labelBytes + originLength <= Names.MAX_NAME_BYTES;
    }

    private int compressedBytes(int labelBytes) {
        return labelBytes + (originPointer >= 0 ? Names.POINTER_BYTES : originLength);
    }

    private void writeCompressed(byte[] labels, int offset, int length) {
        if (originPointer < 0) {
            writeWhole(labels, offset, length);
            return;
        }
        lastTarget = position;
        System.arraycopy(labels, offset, bytes, position, length);
        position += length;
        writePointer(originPointer);
    }

    private void writeWhole(byte[] labels, int offset, int length) {
        lastTarget = position;
        System.arraycopy(labels, offset, bytes, position, length);
        position += length;
        System.arraycopy(origin, originOffset, bytes, position, originLength);
        position += originLength;
    }

    private void writePointer(int offset) {
        Octets.put16(bytes, position, (Names.POINTER_BITS << 8) | offset);
        position += Names.POINTER_BYTES;
    }

    /** Writes everything up to the data of a record that fits whole; otherwise changes nothing but TC. */
    private boolean start(Section in, int owner, int type, int ttlSeconds, int dataBytes) {
        if (in.index() < section) {
            throw new IllegalStateException(in + " written after a later section");
        }
        int ownerBytes = owner < Names.POINTER_LIMIT ? Names.POINTER_BYTES : Names.storedLength(bytes, owner);
        if (position + ownerBytes + FIXED_RECORD_BYTES + dataBytes > limit) {
            if (in != Section.ADDITIONAL) {
                flags |= Header.FLAG_TC;
            }
            return false;
        }
        if (owner < Names.POINTER_LIMIT) {
            writePointer(owner);
        } else {
            // Too far away for a pointer; what is copied may itself end in one.
            System.arraycopy(bytes, owner, bytes, position, ownerBytes);
            position += ownerBytes;
        }
        Octets.put16(bytes, position, type);
        Octets.put16(bytes, position + 2, recordClass);
        Octets.put32(bytes, position + 4, ttlSeconds);
        Octets.put16(bytes, position + 8, dataBytes);
        position += FIXED_RECORD_BYTES;
        section = in.index();
        counts[section]++;
        return true;
    }

    /** How many records a section has so far; OPT is not counted. */
    public int count(Section in) {
        return counts[in.index()];
    }

    /** Sets the response code, 0 to 4095. One above 15 needs OPT, and becomes SERVFAIL without it. */
    public void setRcode(int rcode) {
        this.rcode = rcode;
    }

    /** The response code, 0 to 4095. */
    public int rcode() {
        return rcode;
    }

    /** Sets or clears AA: the answer is from data of our own zones. */
    public void setAuthoritative(boolean authoritative) {
        setFlag(Header.FLAG_AA, authoritative);
    }

    /** Sets or clears TC; a record that doesn't fit sets it, too. */
    public void setTruncated(boolean truncated) {
        setFlag(Header.FLAG_TC, truncated);
    }

    /** Sets or clears RA: recursion is available to this client. */
    public void setRecursionAvailable(boolean available) {
        setFlag(Header.FLAG_RA, available);
    }

    private void setFlag(int flag, boolean on) {
        flags = on ? (flags | flag) : (flags & ~flag);
    }

    /** The flags so far, opcode included, response code not. */
    public int flags() {
        return flags;
    }

    /**
     * Adds an extended error without text (RFC 8914).
     *
     * @return false if the request had no OPT or there is no room
     */
    public boolean extendedError(int infoCode) {
        return reserve(hasEdns && opt.add16(EdnsOptionCode.EXTENDED_ERROR, infoCode, limit - position), 2);
    }

    /**
     * Says how long an idle connection lives (RFC 7828).
     *
     * @param timeout in units of 100 milliseconds, 0 to 65535
     * @return false if the request had no OPT or there is no room
     */
    public boolean tcpKeepalive(int timeout) {
        return reserve(hasEdns && opt.add16(EdnsOptionCode.TCP_KEEPALIVE, timeout, limit - position), 2);
    }

    /**
     * Adds an EDNS option such as NSID.
     *
     * @return false if the request had no OPT or there is no room
     */
    public boolean option(int code, byte[] data, int offset, int length) {
        return reserve(hasEdns && opt.add(code, data, offset, length, limit - position), length);
    }

    private boolean reserve(boolean added, int dataBytes) {
        if (added) {
            limit -= OptWriter.OPTION_HEADER_BYTES + dataBytes;
        }
        return added;
    }

    /**
     * Pads the message to whole blocks when it is finished, as far as its limit allows (RFC 8467 §4.1). Does nothing if
     * the request had no OPT.
     */
    public void padTo(int blockBytes) {
        opt.padTo(blockBytes);
    }

    /**
     * Writes OPT, if the request had one, then the header. Nothing may be written after it, until {@link #begin}.
     *
     * @return octets of the message
     */
    public int finish() {
        int additional = counts[Section.ADDITIONAL.index()];
        int code = rcode;
        if (hasEdns) {
            position = opt.write(bytes, position, limit + opt.length(), udpPayloadBytes, rcode, dnssecOk);
            additional++;
        } else if (rcode > MAX_HEADER_RCODE) {
            code = Rcode.SERVFAIL;
        }
        Header.setId(bytes, id);
        Header.setFlags(bytes, flags | (code & MAX_HEADER_RCODE));
        Header.setQuestionCount(bytes, questionEchoed ? 1 : 0);
        Header.setRecordCount(bytes, Section.ANSWER, counts[0]);
        Header.setRecordCount(bytes, Section.AUTHORITY, counts[1]);
        Header.setRecordCount(bytes, Section.ADDITIONAL, additional);
        return position;
    }

    /**
     * Writes the whole reply to a request that is not to be answered. It is never longer than the request.
     *
     * @param verdict what {@link QuestionReader#read} said, other than OK
     * @return octets of the message, 0 for no reply
     */
    public int reject(QuestionReader question, QuestionReader.Verdict verdict) {
        if (verdict == QuestionReader.Verdict.OK) {
            throw new IllegalArgumentException("a readable query must be answered");
        }
        if (verdict == QuestionReader.Verdict.IGNORE) {
            return 0;
        }
        begin(question, MIN_LIMIT_BYTES);
        setRcode(verdict.rcode());
        return finish();
    }
}
