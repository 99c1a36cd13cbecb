// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.xbill.DNS.Message;

/** Two replies to one question that are not the same. <b>Immutable.</b> */
record Difference(World world, Question question, Place place, Reply cairn, Reply coreDns) {
    private static final int CAIRN_OPT_BYTES = 1232;

    static Difference of(World world, Question question, Reply cairn, Reply coreDns) {
        return of(world, question, question.name(), cairn, coreDns);
    }

    /**
     * @param meant the name that is looked up in the world for the one asked
     */
    static Difference of(World world, Question question, String meant, Reply cairn, Reply coreDns) {
        return new Difference(world, question, Place.of(world, meant), cairn, coreDns);
    }

    /** The same with another reply of CoreDNS. */
    Difference withTheirs(Reply other) {
        return new Difference(world, question, place, cairn, other);
    }

    /** Whether the question comes to a block with this directive. */
    boolean isIn(Corefile corefile, String directive) {
        return corefile.has(directive, question.name());
    }

    /** Whether the name is one of the machine's that asks. */
    boolean isLocal() {
        String name = question.name().toLowerCase(Locale.ROOT);
        return name.startsWith("localhost.")
                || name.equals("localhost")
                || name.endsWith(".localhost")
                || name.endsWith("127.in-addr.arpa");
    }

    /** Whether theirs has gone through a {@code cache} that gave all its records one time to live. */
    boolean isOlder(Corefile corefile) {
        return isIn(corefile, "cache")
                && coreDns.leastSeconds() >= 0
                && coreDns.records().stream().allMatch(record -> record.ttlSeconds() == coreDns.leastSeconds());
    }

    Reply withTimesOfOurs() {
        boolean isOneTime = cairn.records().stream().allMatch(record -> record.ttlSeconds() == cairn.leastSeconds());
        // records that ours has no room for have none of their own
        return isOneTime && cairn.leastSeconds() >= 0
                ? coreDns.withTime(cairn.leastSeconds())
                : coreDns.withTimesOf(cairn, Integer.MAX_VALUE);
    }

    boolean isType(int type) {
        return question.type() == type;
    }

    /** Whether one of the datagrams lacks something, or ours may, since theirs is larger than ours ever is. */
    boolean isCut() {
        return cairn.isTruncated()
                || coreDns.isTruncated()
                || coreDns.message().length > CAIRN_OPT_BYTES && !cairn.hasSameBody(coreDns);
    }

    boolean isAddress() {
        return isType(Types.A) || isType(Types.AAAA);
    }

    boolean isOursNoDataTheirsNoName() {
        return cairn.isNoData() && coreDns.isNoSuchName();
    }

    /** Ours says that there is no such name, theirs anything else. */
    boolean isTheirsMore() {
        return cairn.isNoSuchName() && coreDns.rcode() == Reply.NOERROR;
    }

    /** Ours has an answer, theirs has none. */
    boolean hasOursOnly() {
        return cairn.rcode() == Reply.NOERROR && cairn.hasAnswer() && (coreDns.isNoData() || coreDns.isNoSuchName());
    }

    /** Whether the name is that of an ExternalName, and ours answers with its CNAME first. */
    boolean startsWithAlias() {
        return place.isService(World.Kind.EXTERNAL_NAME)
                && cairn.answer().stream()
                        .anyMatch(record -> record.type() == Types.CNAME
                                && (isRewritten() || record.owner().equals(question.name() + ".")));
    }

    /** Whether another name than the one asked is looked up. */
    private boolean isRewritten() {
        return !place.equals(Place.of(world, question.name()));
    }

    /** Whether either has the CNAME and nothing else, and ours says of its target that there is no such name or no data. */
    boolean isAliasOfNothingOutside() {
        return startsWithAlias()
                && cairn.answer().equals(coreDns.answer())
                && cairn.authority().stream().anyMatch(record -> record.type() == Types.SOA)
                && coreDns.rcode() == Reply.NOERROR
                && coreDns.authority().isEmpty();
    }

    /** Whether theirs has all that ours has, and besides only targets below an ExternalName. */
    boolean areOnlyAliasesMore() {
        List<Reply.Rr> more = new ArrayList<>(coreDns.answer());
        more.removeAll(cairn.answer());
        return coreDns.answer().size() == cairn.answer().size() + more.size()
                && !more.isEmpty()
                && more.stream().allMatch(record -> isBelowAlias(place(record.data())));
    }

    /** Whether theirs leads only to empty Services, which this world hides. */
    boolean leadsToHiddenServices() {
        return world.isEmptyHidden()
                && coreDns.hasAnswer()
                && coreDns.answer().stream()
                        .allMatch(record -> place(record.data()).isEmptyService());
    }

    /** Whether all that theirs has more are targets in namespaces that are hidden, or below an ExternalName. */
    boolean areHiddenNamespacesMore() {
        return isMore(target -> isBelowAlias(target)
                || target.below().size() > 1
                        && !world.namespaces().contains(target.below().get(1)));
    }

    /** Whether all that theirs has more are targets below Services that are hidden, or below an ExternalName. */
    boolean areHiddenServicesMore() {
        return isMore(target -> isBelowAlias(target) || target.service() == null);
    }

    private boolean isMore(Predicate<Place> kind) {
        List<Reply.Rr> more = new ArrayList<>(coreDns.answer());
        more.removeAll(cairn.answer());
        return !more.isEmpty() && more.stream().allMatch(record -> kind.test(place(record.data())));
    }

    private Place place(String target) {
        return Place.of(world, target.substring(0, target.length() - 1));
    }

    private static boolean isBelowAlias(Place there) {
        return there.isOf(World.Kind.EXTERNAL_NAME) && there.belowService().size() == 1;
    }

    /** Whether theirs has the client's cookie as it came, and ours none. */
    boolean isOnlyCookieTheirs() {
        Opt ours = cairn.opt();
        Opt theirs = coreDns.opt();
        return ours != null
                && theirs != null
                && ours.options().isEmpty()
                && theirs.options().equals(question.edns().optionText())
                && theirs.withOptions("").equals(ours);
    }

    /** Whether each says a size of its own: ours what it takes, theirs what the client takes. */
    boolean isOnlyOptSize() {
        Opt ours = cairn.opt();
        Opt theirs = coreDns.opt();
        return ours != null
                && theirs != null
                && ours.udpBytes() == CAIRN_OPT_BYTES
                && theirs.udpBytes() == question.edns().udpBytes
                && theirs.withUdpBytes(CAIRN_OPT_BYTES).equals(ours);
    }

    @Override
    public String toString() {
        return question + "\n--- Cairn, " + cairn.message().length + " bytes\n" + text(cairn) + "\n--- CoreDNS, "
                + coreDns.message().length + " bytes\n" + text(coreDns);
    }

    private static String text(Reply reply) {
        try {
            return new Message(reply.message()).toString();
        } catch (IOException e) {
            return reply.toString();
        }
    }
}
