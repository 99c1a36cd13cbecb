// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A reply, taken apart so that two can be compared: names written out, records in an order of their own, the serial of SOA left out.
 * <b>Immutable.</b>
 *
 * @param flags the second 16 bits of the header: flags, opcode and the low bits of the code
 * @param question as it stands in the reply, in Latin-1
 * @param additional without OPT
 * @param opt null if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // replies are compared part by part
record Reply(
        byte[] message,
        int flags,
        String question,
        List<Rr> answer,
        List<Rr> authority,
        List<Rr> additional,
        @Nullable Opt opt) {
    static final int NOERROR = 0;
    static final int SERVFAIL = 2;
    static final int NXDOMAIN = 3;
    static final int REFUSED = 5;

    private static final int LONG_BYTES = 65_000;
    private static final int TRUNCATED = 0x0200;
    private static final int RCODE = 0x000F;

    /**
     * OPT.
     *
     * @param options octets, in Latin-1
     */
    record Opt(int udpBytes, long codeVersionAndFlags, String options) {

        Opt withOptions(String other) {
            return new Opt(udpBytes, codeVersionAndFlags, other);
        }

        Opt withUdpBytes(int other) {
            return new Opt(other, codeVersionAndFlags, options);
        }
    }

    static Reply parse(byte[] message) {
        return new ReplyReader(message).read();
    }

    int rcode() {
        return flags & RCODE;
    }

    boolean isTruncated() {
        return (flags & TRUNCATED) != 0;
    }

    /** Whether there is no room for another record, over any transport. */
    boolean isAsLongAsCanBe() {
        return message.length > LONG_BYTES;
    }

    boolean hasAnswer() {
        return !answer.isEmpty();
    }

    /** No such name, as a server of the zone says it. */
    boolean isNoSuchName() {
        return rcode() == NXDOMAIN && isNegative();
    }

    /** The name is there, and has nothing of the type. */
    boolean isNoData() {
        return rcode() == NOERROR && isNegative();
    }

    private boolean isNegative() {
        return answer.isEmpty()
                && additional.isEmpty()
                && authority.size() == 1
                && authority.get(0).type() == Types.SOA;
    }

    /** Whether all but OPT is the same. */
    boolean hasSameBody(Reply other) {
        return flags == other.flags
                && question.equals(other.question)
                && answer.equals(other.answer)
                && authority.equals(other.authority)
                && additional.equals(other.additional);
    }

    /** Whether all but OPT is the same to those who take capitals for small letters. */
    boolean hasSameBodyInAnyCase(Reply other) {
        return flags == other.flags
                && inSmallLetters(answer).equals(inSmallLetters(other.answer))
                && inSmallLetters(authority).equals(inSmallLetters(other.authority))
                && inSmallLetters(additional).equals(inSmallLetters(other.additional));
    }

    private static List<Rr> inSmallLetters(List<Rr> records) {
        return records.stream().map(Rr::inSmallLetters).sorted().toList();
    }

    /** Whether all but OPT and the weights of SRV records is the same, and either gives all its records one weight. */
    boolean hasSameBodyButWeights(Reply other) {
        return flags == other.flags
                && hasOneWeight()
                && other.hasOneWeight()
                && withoutWeights().equals(other.withoutWeights())
                && authority.equals(other.authority)
                && additional.equals(other.additional);
    }

    /** Whether it is the same but for weights, and for more addresses of the names that its SRV records point to. */
    boolean hasMoreOfItsTargetsThan(Reply other) {
        List<Rr> more = new ArrayList<>(additional);
        more.removeAll(other.additional);
        Set<String> targets = answer.stream()
                .map(record -> record.data().substring(record.data().lastIndexOf(' ') + 1))
                .collect(Collectors.toSet());
        return flags == other.flags
                && withoutWeights().equals(other.withoutWeights())
                && authority.equals(other.authority)
                && additional.size() == other.additional.size() + more.size()
                && !more.isEmpty()
                && more.stream().allMatch(record -> targets.contains(record.owner()));
    }

    private boolean hasOneWeight() {
        return answer.stream().map(Rr::weight).distinct().count() == 1;
    }

    private List<Rr> withoutWeights() {
        return answer.stream().map(Rr::withoutWeight).sorted().toList();
    }

    /**
     * Whether this is what a whole reply becomes when there is no room: nothing is added, what is left out of answer or authority is said.
     *
     * @param sayAll whether leaving something out of the additional section is to be said, too
     */
    boolean isPartOf(Reply whole, boolean sayAll) {
        boolean complete = answer.size() == whole.answer.size() && authority.size() == whole.authority.size();
        boolean allThere = complete && additional.size() == whole.additional.size();
        return (flags & ~TRUNCATED) == (whole.flags & ~TRUNCATED)
                && (isTruncated() || (sayAll ? allThere : complete))
                && new HashSet<>(whole.answer).containsAll(answer)
                && new HashSet<>(whole.authority).containsAll(authority)
                && new HashSet<>(whole.additional).containsAll(additional);
    }

    /** One record; the letter case of names counts. */
    record Rr(String owner, int type, int recordClass, long ttlSeconds, String data) implements Comparable<Rr> {

        private static final Set<Integer> NAMES = Set.of(Types.CNAME, Types.NS, Types.PTR, Types.SRV, Types.SOA);

        /** The weight of an SRV record; empty for others. */
        String weight() {
            return type == Types.SRV ? data.split(" ", -1)[1] : "";
        }

        Rr withoutWeight() {
            return type == Types.SRV
                    ? new Rr(owner, type, recordClass, ttlSeconds, data.replaceFirst(" \\d+ ", " "))
                    : this;
        }

        Rr inSmallLetters() {
            return new Rr(
                    owner.toLowerCase(Locale.ROOT),
                    type,
                    recordClass,
                    ttlSeconds,
                    NAMES.contains(type) ? data.toLowerCase(Locale.ROOT) : data);
        }

        @Override
        public int compareTo(Rr other) {
            int byType = Integer.compare(type, other.type);
            int byOwner = byType != 0 ? byType : owner.compareTo(other.owner);
            int byData = byOwner != 0 ? byOwner : data.compareTo(other.data);
            return byData != 0 ? byData : Long.compare(ttlSeconds, other.ttlSeconds);
        }
    }

    /** Reads the message; what cannot be read fails. */
    private static final class ReplyReader {
        private static final int HEADER_BYTES = 12;
        private static final int POINTER = 0xC0;
        private static final int SERIAL_AND_TIMES_BYTES = 20;

        private final byte[] message;
        private int position = HEADER_BYTES;

        ReplyReader(byte[] message) {
            this.message = message;
        }

        Reply read() {
            String question = "";
            if (get16(4) > 0) {
                String name = name();
                question = name + " " + get16(position) + " " + get16(position + 2);
                position += 4;
            }
            List<Rr> answer = records(get16(6));
            List<Rr> authority = records(get16(8));
            List<Rr> additional = records(get16(10));
            Opt opt = null;
            for (Rr record : additional) {
                if (record.type() == Types.OPT) {
                    opt = new Opt(record.recordClass(), record.ttlSeconds(), record.data());
                }
            }
            additional.removeIf(record -> record.type() == Types.OPT);
            return new Reply(message, get16(2), question, answer, authority, additional, opt);
        }

        private List<Rr> records(int count) {
            List<Rr> records = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                String owner = name();
                int type = get16(position);
                int recordClass = get16(position + 2);
                long ttl = (long) get16(position + 4) << 16 | get16(position + 6);
                int end = position + 10 + get16(position + 8);
                position += 10;
                String data = data(type, end);
                position = end;
                records.add(new Rr(owner, type, recordClass, ttl, data));
            }
            Collections.sort(records);
            return records;
        }

        private String data(int type, int end) {
            switch (type) {
                case Types.NS, Types.CNAME, Types.PTR -> {
                    return name();
                }
                case Types.SRV -> {
                    String numbers = get16(position) + " " + get16(position + 2) + " " + get16(position + 4) + " ";
                    position += 6;
                    return numbers + name();
                }
                case Types.SOA -> {
                    String names = name() + " " + name() + " ";
                    if (end - position != SERIAL_AND_TIMES_BYTES) {
                        throw new IllegalArgumentException("SOA of a wrong length");
                    }
                    position += 4;
                    return names + latin1(position, end);
                }
                default -> {
                    return latin1(position, end);
                }
            }
        }

        private String name() {
            StringBuilder name = new StringBuilder();
            int at = position;
            boolean jumped = false;
            while (message[at] != 0) {
                int length = message[at] & 0xFF;
                if (length >= POINTER) {
                    position = jumped ? position : at + 2;
                    jumped = true;
                    at = get16(at) & 0x3FFF;
                } else {
                    name.append(latin1(at + 1, at + 1 + length)).append('.');
                    at += 1 + length;
                }
            }
            position = jumped ? position : at + 1;
            return name.toString();
        }

        private String latin1(int start, int end) {
            return new String(message, start, end - start, StandardCharsets.ISO_8859_1);
        }

        private int get16(int at) {
            return (message[at] & 0xFF) << 8 | message[at + 1] & 0xFF;
        }
    }
}
