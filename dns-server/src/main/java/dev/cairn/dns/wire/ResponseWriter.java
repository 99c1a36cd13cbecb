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
 * <p><b>Confined to</b> one thread; made once and reused. Allocates nothing after construction, but for {@link #record}.
 */
public final class ResponseWriter {

    /** Octets of the largest message. */
    public static final int MAX_BYTES = Layout.MAX_MESSAGE_BYTES;

    /** Octets that each client takes over UDP (RFC 1035 §4.2.1). */
    public static final int MIN_LIMIT_BYTES = 512;

    /** What OPT says we take over UDP, unless told otherwise. */
    public static final int DEFAULT_UDP_PAYLOAD_BYTES = 1232;

    private static final int ECHOED_FLAGS = Header.FLAG_RD | Header.FLAG_CD;
    private static final int SRV_NUMBERS_BYTES = 6;
    private static final int MAX_HEADER_RCODE = 15;
    private static final int MAX_STRING_BYTES = 255;

    private final RecordOutput out = new RecordOutput(MAX_BYTES);
    private final Origin origin = new Origin(out);
    private final OptWriter opt = new OptWriter();
    private final RecordCursor replayed = new RecordCursor();
    private final int udpPayloadBytes;

    private int id;
    private int flags;
    private int rcode;
    private int firstRecord;
    private boolean questionEchoed;
    private boolean hasEdns;
    private boolean dnssecOk;

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
        this.udpPayloadBytes = Layout.checkSize("udpPayloadBytes", udpPayloadBytes);
    }

    /**
     * Starts the response to a request; whatever was written before is gone. QR is set, opcode, RD and CD are copied, all
     * other flags are clear, the code is NOERROR. A question that could not be read is not echoed, and then there is no
     * OPT either; an opcode other than QUERY keeps no flag.
     *
     * @param limitBytes size limit of the whole message, 512 to 65535
     */
    public void begin(QuestionReader question, int limitBytes) {
        Layout.checkSize("limitBytes", limitBytes);
        questionEchoed = question.questionReadable();
        hasEdns = question.hasEdns();
        dnssecOk = question.isDnssecOk();
        id = question.id();
        int opcode = question.opcode();
        int echoed = opcode == Opcode.QUERY ? ECHOED_FLAGS : 0;
        flags = Header.FLAG_QR | Header.withOpcode(opcode) | (question.flags() & echoed);
        rcode = Rcode.NOERROR;
        out.minimal = false;
        origin.clear();
        opt.clear();
        int recordClass = question.qclass() == RecordClass.ANY ? RecordClass.IN : question.qclass();
        out.begin(Header.BYTES, hasEdns ? limitBytes - opt.length() : limitBytes, recordClass);
        if (questionEchoed) {
            out.put(question.bytes(), Header.BYTES, question.questionEnd() - Header.BYTES);
        }
        firstRecord = out.position;
    }

    /** The array that holds the response from index 0, not a copy. */
    public byte[] bytes() {
        return out.bytes;
    }

    /** Octets written so far; the size of the message once it is finished. */
    public int length() {
        return out.position;
    }

    /**
     * Makes the name that stands at an offset of this response the origin. It must be written there without a pointer,
     * as the question is.
     */
    public void origin(int offset) {
        origin.setWritten(offset);
    }

    /**
     * Makes a name that doesn't stand in this response the origin.
     *
     * @param name an uncompressed name, root included; must not change until the response is finished
     */
    public void origin(byte[] name, int offset, int length) {
        origin.set(name, offset, length);
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
        if (!out.start(in, owner, type, ttlSeconds, length)) {
            return false;
        }
        out.put(data, offset, length);
        return true;
    }

    /**
     * Writes a record that is one name, such as CNAME, PTR or NS. The target ends in a pointer if the origin stands in
     * the response.
     *
     * @param labels holds the labels of the target, without the origin; none for the origin itself
     */
    public boolean name(Section in, int owner, int type, int ttlSeconds, byte[] labels, int offset, int length) {
        if (!origin.completes(length) || !out.start(in, owner, type, ttlSeconds, origin.compressedBytes(length))) {
            return false;
        }
        origin.writeCompressed(labels, offset, length);
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
        int dataBytes = SRV_NUMBERS_BYTES + origin.wholeBytes(length);
        if (!origin.completes(length) || !out.start(in, owner, RecordType.SRV, ttlSeconds, dataBytes)) {
            return false;
        }
        out.put16(priority);
        out.put16(weight);
        out.put16(port);
        origin.writeWhole(labels, offset, length);
        return true;
    }

    /**
     * Writes an SOA record whose names may end in a pointer to the origin.
     *
     * @param serial an unsigned number
     */
    public boolean soa(Section in, int owner, int ttlSeconds, SoaTail tail, int serial) {
        int primary = tail.primary.length;
        int mailbox = tail.mailbox.length;
        int dataBytes = origin.compressedBytes(primary) + origin.compressedBytes(mailbox) + SoaTail.NUMBERS_BYTES;
        if (!origin.completes(Math.max(primary, mailbox))
                || !out.start(in, owner, RecordType.SOA, ttlSeconds, dataBytes)) {
            return false;
        }
        origin.writeCompressed(tail.primary, 0, primary);
        origin.writeCompressed(tail.mailbox, 0, mailbox);
        out.put32(serial);
        out.put32(tail.refreshSeconds);
        out.put32(tail.retrySeconds);
        out.put32(tail.expireSeconds);
        out.put32(tail.minimumSeconds);
        return true;
    }

    /** Writes a TXT record, its text cut into strings of at most 255 octets (RFC 1035 §3.3.14). */
    public boolean txt(Section in, int owner, int ttlSeconds, byte[] text, int offset, int length) {
        int strings = Math.max(1, (length + MAX_STRING_BYTES - 1) / MAX_STRING_BYTES);
        if (!out.start(in, owner, RecordType.TXT, ttlSeconds, length + strings)) {
            return false;
        }
        for (int i = 0; i < strings; i++) {
            int done = i * MAX_STRING_BYTES;
            out.putString(text, offset + done, Math.min(length - done, MAX_STRING_BYTES));
        }
        return true;
    }

    /**
     * Writes a record as it is, with its own owner and class. Names are compressed where the type allows it; an owner
     * takes the letter case of the question. Allocates.
     */
    public boolean record(Section in, ResourceRecord written) {
        return out.record(in, written);
    }

    /**
     * Copies the records of a message that another writer wrote for a question of the same length, as many whole ones as
     * fit, and makes them older. Nothing may have been written since {@link #begin}. OPT, header and question are not
     * copied.
     *
     * @param ageSeconds taken off each time to live, which stays 0 at least
     * @return whether all were copied
     */
    public boolean replay(byte[] message, int length, int ageSeconds) {
        if (!replayed.start(message, length) || replayed.firstRecord() != out.position) {
            throw new IllegalArgumentException("not a message whose question has the length of this one's");
        }
        return out.replay(replayed, message, ageSeconds);
    }

    /** Octets that further records may have before one does not fit. */
    public int remaining() {
        return out.limit - out.position;
    }

    /** Takes back all records, and TC with them; what else was said stays. */
    public void discardRecords() {
        out.begin(firstRecord, out.limit, out.recordClass);
    }

    /**
     * Takes back all records, and TC with them, and echoes this question; what else was said stays. This is how a response
     * that is finished is written anew.
     *
     * @param question that of the request, or one that was made of it; where it has no OPT, neither has the response
     */
    public void restart(QuestionReader question) {
        hasEdns &= question.hasEdns();
        out.begin(Header.BYTES, out.limit, out.recordClass);
        out.put(question.bytes(), Header.BYTES, question.questionEnd() - Header.BYTES);
        firstRecord = out.position;
        origin.clear();
    }

    /** Whether records that nobody asked for are left out from now on, after an answer: neither AUTHORITY nor ADDITIONAL. */
    public void setMinimal(boolean minimal) {
        out.minimal = minimal;
    }

    /** Offset of the target of the last record that {@link #name} or {@link #srv} wrote; -1 if there is none. */
    public int lastTarget() {
        return origin.lastTarget();
    }

    /** How many records a section has so far; OPT is not counted. */
    public int count(Section in) {
        return out.count(in);
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
        out.truncated = truncated;
    }

    /** Sets or clears RA: recursion is available to this client. */
    public void setRecursionAvailable(boolean available) {
        setFlag(Header.FLAG_RA, available);
    }

    /** Sets or clears AD: whoever gave the answer has validated it (RFC 4035 §3.2.3). */
    public void setAuthenticData(boolean authentic) {
        setFlag(Header.FLAG_AD, authentic);
    }

    private void setFlag(int flag, boolean on) {
        flags = on ? (flags | flag) : (flags & ~flag);
    }

    /** The flags so far, opcode included, response code not. */
    public int flags() {
        return out.truncated ? flags | Header.FLAG_TC : flags;
    }

    /**
     * Adds an extended error without text (RFC 8914).
     *
     * @return false if the request had no OPT or there is no room
     */
    public boolean extendedError(int infoCode) {
        return reserve(hasEdns && opt.add16(EdnsOptionCode.EXTENDED_ERROR, infoCode, out.limit - out.position), 2);
    }

    /**
     * Says how long an idle connection lives (RFC 7828).
     *
     * @param timeout in units of 100 milliseconds, 0 to 65535
     * @return false if the request had no OPT or there is no room
     */
    public boolean tcpKeepalive(int timeout) {
        return reserve(hasEdns && opt.add16(EdnsOptionCode.TCP_KEEPALIVE, timeout, out.limit - out.position), 2);
    }

    /**
     * Adds an EDNS option such as NSID.
     *
     * @return false if the request had no OPT or there is no room
     */
    public boolean option(int code, byte[] data, int offset, int length) {
        return reserve(hasEdns && opt.add(code, data, offset, length, out.limit - out.position), length);
    }

    private boolean reserve(boolean added, int dataBytes) {
        if (added) {
            out.limit -= Layout.OPTION_HEADER_BYTES + dataBytes;
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
        byte[] bytes = out.bytes;
        int additional = out.count(Section.ADDITIONAL);
        int code = rcode;
        if (hasEdns) {
            out.position = opt.write(out, udpPayloadBytes, rcode, dnssecOk);
            additional++;
        } else if (rcode > MAX_HEADER_RCODE) {
            code = Rcode.SERVFAIL;
        }
        Header.setId(bytes, id);
        Header.setFlags(bytes, flags() | Header.rcode(code));
        Header.setQuestionCount(bytes, questionEchoed ? 1 : 0);
        Header.setRecordCount(bytes, Section.ANSWER, out.count(Section.ANSWER));
        Header.setRecordCount(bytes, Section.AUTHORITY, out.count(Section.AUTHORITY));
        Header.setRecordCount(bytes, Section.ADDITIONAL, additional);
        return out.position;
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
