// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    static final int NOTIMP = 4;
    static final int REFUSED = 5;

    /** A shorter one always has room for a record more. */
    static final int FULL_BYTES = 350;

    private static final int LONG_BYTES = 65_000;
    private static final int TRUNCATED = 0x0200;
    private static final int AUTHORITATIVE = 0x0400;
    private static final int AUTHENTIC = 0x0020;
    private static final int RECURSIVE = 0x0080;
    private static final int RCODE = 0x000F;

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

    /** Whether the question could not be answered, or was not. */
    boolean isFailure() {
        return rcode() == SERVFAIL || rcode() == NOTIMP || rcode() == REFUSED;
    }

    boolean isAuthentic() {
        return (flags & AUTHENTIC) != 0;
    }

    /** Whether the answer is aliases and nothing else. */
    boolean isOnlyAliases() {
        return hasAnswer() && answer.stream().allMatch(record -> record.type() == Types.CNAME);
    }

    /** Whether the answer is another one's, perhaps of another age. */
    boolean hasSameAnswerButForTime(Reply other) {
        return withTime(0).answer.equals(other.withTime(0).answer);
    }

    /** Whether the answer has all of another one's and besides only aliases that are there already, letter case apart. */
    boolean repeatsAliasesOf(Reply other) {
        Set<Rr> others = other.answer.stream()
                .map(record -> record.inSmallLetters().withTtl(0))
                .collect(Collectors.toSet());
        return answer.size() > other.answer.size()
                && answer.stream()
                        .allMatch(record ->
                                others.contains(record.inSmallLetters().withTtl(0)));
    }

    /** Whether its SOA record is that of a cluster's zone. */
    boolean isOfCluster() {
        return authority.stream()
                .anyMatch(record ->
                        record.type() == Types.SOA && record.data().startsWith("ns.dns." + record.owner() + " "));
    }

    /** The same with another code: that there is no such name. */
    Reply asNoSuchName() {
        return withFlags(flags & ~RCODE | NXDOMAIN);
    }

    /** Whether all is the same. */
    boolean isSame(Reply other) {
        return hasSameBody(other) && Objects.equals(opt, other.opt);
    }

    /** Whether all but OPT is the same. */
    boolean hasSameBody(Reply other) {
        return flags == other.flags
                && question.equals(other.question)
                && answer.equals(other.answer)
                && authority.equals(other.authority)
                && additional.equals(other.additional);
    }

    /** The same, where its records live about as long as in another one, with their times to live. */
    Reply withTimesOf(Reply other, int toleranceSeconds) {
        return new Reply(
                message,
                flags,
                question,
                withTimesOf(answer, other.answer, toleranceSeconds),
                withTimesOf(authority, other.authority, toleranceSeconds),
                withTimesOf(additional, other.additional, toleranceSeconds),
                opt);
    }

    private static List<Rr> withTimesOf(List<Rr> records, List<Rr> others, int toleranceSeconds) {
        return records.stream()
                .map(record -> others.stream()
                        .filter(other -> other.isSameButForTime(record)
                                && Math.abs(other.ttlSeconds() - record.ttlSeconds()) <= toleranceSeconds)
                        .findFirst()
                        .map(other -> record.withTtl(other.ttlSeconds()))
                        .orElse(record))
                .sorted()
                .toList();
    }

    /** The same with the flag AA as it is in another one. */
    Reply withAuthorityOf(Reply other) {
        return withFlags(flags & ~AUTHORITATIVE | other.flags & AUTHORITATIVE);
    }

    boolean isAuthoritative() {
        return (flags & AUTHORITATIVE) != 0;
    }

    boolean isRecursive() {
        return (flags & RECURSIVE) != 0;
    }

    /** The same with the flag RA as it is in another one. */
    Reply withRecursionOf(Reply other) {
        return withFlags(flags & ~RECURSIVE | other.flags & RECURSIVE);
    }

    Reply withOpt(@Nullable Opt other) {
        return new Reply(message, flags, question, answer, authority, additional, other);
    }

    /** The same with one time to live for all its records. */
    Reply withTime(long seconds) {
        return new Reply(
                message,
                flags,
                question,
                withTime(answer, seconds),
                withTime(authority, seconds),
                withTime(additional, seconds),
                opt);
    }

    private static List<Rr> withTime(List<Rr> records, long seconds) {
        return records.stream().map(record -> record.withTtl(seconds)).sorted().toList();
    }

    /** The least time to live of its records; -1 if there are none. */
    long leastSeconds() {
        return records().stream().mapToLong(Rr::ttlSeconds).min().orElse(-1);
    }

    /** Whether it says that there is no name or no data, perhaps at the end of aliases. */
    boolean isDenial() {
        return authority.size() == 1
                && authority.get(0).type() == Types.SOA
                && answer.stream().allMatch(record -> record.type() == Types.CNAME);
    }

    /** How long absence may be kept, as its SOA record says. */
    long soaMinimumSeconds() {
        String data = authority.get(0).data();
        long seconds = 0;
        for (char octet : data.substring(data.length() - 4).toCharArray()) {
            seconds = seconds << 8 | octet;
        }
        return seconds;
    }

    /** The same with the answer of another one. */
    Reply withAnswerOf(Reply other) {
        return new Reply(message, flags, question, other.answer, authority, additional, opt);
    }

    /** The same with the authority section of another one. */
    Reply withAuthoritySectionOf(Reply other) {
        return new Reply(message, flags, question, answer, other.authority, additional, opt);
    }

    /** The same without the flag AD. */
    Reply withoutAuthenticData() {
        return withFlags(flags & ~AUTHENTIC);
    }

    /** Whether the answer is one HINFO record. */
    boolean isHinfo() {
        return answer.size() == 1 && answer.get(0).type() == Types.HINFO;
    }

    /** The same with all but OPT as it is in another one. */
    Reply withBodyOf(Reply other) {
        return new Reply(message, other.flags, other.question, other.answer, other.authority, other.additional, opt);
    }

    /** Whether there is nothing in it but the question. */
    boolean isBare() {
        return answer.isEmpty() && authority.isEmpty() && additional.isEmpty();
    }

    /** All records but OPT. */
    List<Rr> records() {
        return Stream.of(answer, authority, additional).flatMap(List::stream).toList();
    }

    private Reply withFlags(int others) {
        return new Reply(message, others, question, answer, authority, additional, opt);
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
                && whole.withTime(0).holds(withTime(0)); // kept replies are of different ages
    }

    private boolean holds(Reply part) {
        return new HashSet<>(answer).containsAll(part.answer)
                && new HashSet<>(authority).containsAll(part.authority)
                && new HashSet<>(additional).containsAll(part.additional);
    }

    /** One record; the letter case of names counts. */
    record Rr(String owner, int type, int recordClass, long ttlSeconds, String data) implements Comparable<Rr> {

        private static final Set<Integer> NAMES =
                Set.of(Types.CNAME, Types.NS, Types.PTR, Types.MX, Types.SRV, Types.SOA);

        /** The weight of an SRV record; empty for others. */
        String weight() {
            return type == Types.SRV ? data.split(" ", -1)[1] : "";
        }

        Rr withoutWeight() {
            return type == Types.SRV
                    ? new Rr(owner, type, recordClass, ttlSeconds, data.replaceFirst(" \\d+ ", " "))
                    : this;
        }

        /** Whether all but the time to live is the same to those who take capitals for small letters. */
        boolean isSameButForTime(Rr other) {
            return inSmallLetters().equals(other.inSmallLetters().withTtl(ttlSeconds));
        }

        Rr withTtl(long seconds) {
            return new Rr(owner, type, recordClass, seconds, data);
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
}
