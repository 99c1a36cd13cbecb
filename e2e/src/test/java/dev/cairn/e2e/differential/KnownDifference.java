// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import static dev.cairn.e2e.differential.KnownDifference.Part.BODY;
import static dev.cairn.e2e.differential.KnownDifference.Part.OPT;
import static dev.cairn.e2e.differential.KnownDifference.Part.SIZE;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The differences that are meant, each with the clause that makes ours right. {@code docs/conformance.md} has a row for each. */
enum KnownDifference implements DifferenceClass {
    PROTOCOL_NAME(
            BODY, "RFC 8020 §2", d -> d.isOursNoDataTheirsNoName() && d.place().isProtocol()),
    TXT_OF_CONTAINER(
            BODY,
            "RFC 8020 §2",
            d -> d.isOursNoDataTheirsNoName()
                    && d.isType(Types.TXT)
                    && d.place().isContainer()),
    DNS_NAME(BODY, "RFC 8020 §2", d -> d.isOursNoDataTheirsNoName() && d.place().is("dns")),
    NAME_SERVER_TYPE(
            BODY, "RFC 8020 §2", d -> d.isOursNoDataTheirsNoName() && d.place().is("ns.dns") && !d.isAddress()),
    NAME_SERVER_FAMILY(
            BODY,
            "RFC 4343 §3",
            d -> d.isOursNoDataTheirsNoName()
                    && d.place().is("ns.dns")
                    && d.isAddress()
                    && !d.question().isLowerCase()),
    NAME_SERVER_CASE(
            BODY,
            "RFC 4343 §3",
            d -> d.place().is("ns.dns")
                    && !d.question().isLowerCase()
                    && d.hasOursOnly()
                    && d.coreDns().isNoSuchName()),
    NAME_SERVER_OF_REVERSE(
            BODY, "RFC 1035 §3.3.13", d -> d.place().isReverse() && d.place().is("ns.dns") && d.hasOursOnly()),
    REVERSE_APEX(
            BODY,
            "RFC 1034 §4.2.1",
            d -> d.place().isReverse() && d.place().isApex() && d.isType(Types.NS) && d.hasOursOnly()),
    APEX_CASE(
            BODY,
            "RFC 4343 §3",
            d -> d.place().isApex() && d.isType(Types.NS) && !d.question().isLowerCase() && d.hasOursOnly()),
    OWN_ADDRESS(
            BODY,
            "RFC 1034 §4.2.1",
            d -> d.hasOursOnly()
                    && d.coreDns().isNoData()
                    && (d.place().isApex() && d.isType(Types.NS) || d.place().is("ns.dns") && d.isAddress())),
    SCHEMA_VERSION_TYPE(
            BODY,
            "RFC 8020 §2",
            d -> d.isOursNoDataTheirsNoName() && d.place().is("dns-version") && !d.isType(Types.TXT)),
    REVERSE_NAME(
            BODY, "RFC 8020 §2", d -> d.isOursNoDataTheirsNoName() && d.place().isReverse()),
    REVERSE_BELOW(
            BODY,
            "RFC 3596 §2.5",
            d -> d.isType(Types.PTR)
                    && d.cairn().isNoSuchName()
                    && d.coreDns().hasAnswer()
                    && d.place().isBelowAddress()),
    REVERSE_SPELLING(
            BODY,
            "Kubernetes DNS spec 1.1.0 §2.3.3",
            d -> d.isType(Types.PTR) && d.hasOursOnly() && d.place().isUncommonlySpelled()),
    REVERSE_OF_ALIAS(BODY, "Kubernetes DNS spec 1.1.0 §2.5", d -> d.isType(Types.PTR) && d.areOnlyAliasesMore()),
    REVERSE_OF_HIDDEN(
            BODY,
            "Kubernetes DNS spec 1.1.0 §2.3.3",
            d -> d.isType(Types.PTR) && d.isTheirsMore() && d.leadsToHiddenServices()),
    SOA_OF_NOTHING(
            BODY,
            "RFC 2308 §2.1",
            d -> d.isType(Types.SOA) && d.cairn().isNoSuchName() && d.coreDns().isNoData()),
    HIDDEN_NAMESPACE(BODY, "it is hidden", d -> d.isType(Types.PTR) && d.areHiddenNamespacesMore()),
    HIDDEN_SERVICE(BODY, "Kubernetes DNS spec 1.1.0 §2.4.3", d -> d.isType(Types.PTR) && d.areHiddenServicesMore()),
    ZONAL_CONTAINER(
            BODY, "RFC 8020 §2", d -> d.isOursNoDataTheirsNoName() && d.place().isAboveZonal()),
    ZONAL_OF_NOTHING(BODY, "RFC 8020 §2", d -> d.isTheirsMore() && d.place().isZonalOfNothing()),
    POD_ADDRESS(
            BODY,
            "the pod has it",
            d -> d.place().isPod()
                    && d.coreDns().isNoSuchName()
                    && (d.hasOursOnly() || d.cairn().isNoData())),
    UNDERSCORES(BODY, "RFC 2782", d -> d.isTheirsMore() && d.place().isPortWithoutUnderscores()),
    NO_PORT_NAME(BODY, "RFC 2782", d -> d.isTheirsMore() && d.place().isNamelessPort()),
    PORT_WITHOUT_NUMBER(
            BODY,
            "Kubernetes DNS spec 1.1.0 §2.4.2",
            d -> d.isTheirsMore() && d.place().isPortWithoutNumber()),
    ADDRESS_OF_PORT(
            BODY,
            "Kubernetes DNS spec 1.1.0 §2.3.2",
            d -> d.isAddress()
                    && d.cairn().isNoData()
                    && d.coreDns().hasAnswer()
                    && d.place().isPort()),
    ALIAS_OF_EVERY_TYPE(
            BODY, "RFC 1034 §3.6.2", d -> !d.isAddress() && d.coreDns().isNoData() && d.startsWithAlias()),
    ALIAS_TO_NOTHING(BODY, "RFC 6604 §3", d -> d.isAddress() && d.coreDns().isNoData() && d.startsWithAlias()),
    ALIAS_LEADING_OUT(BODY, "RFC 6604 §3", d -> d.isAddress() && d.isAliasOfNothingOutside()),
    ALIAS_CASE(BODY, "RFC 4343 §4.1", d -> d.startsWithAlias() && d.cairn().hasSameBodyInAnyCase(d.coreDns())),
    ANY_TYPE(BODY, "RFC 8482 §4.1", d -> d.isType(Types.ANY) && d.hasOursOnly()),
    SERVICE_OF_POD(
            BODY,
            "RFC 2782",
            d -> d.isType(Types.SRV)
                    && d.cairn().isNoData()
                    && d.coreDns().answer().size() == 1
                    && d.place().isPod()),
    BELOW_POD(BODY, "RFC 2308 §2.1", d -> d.isTheirsMore() && d.place().isBelowPod()),
    WEIGHT(BODY, "RFC 2782", d -> d.isType(Types.SRV) && d.cairn().hasSameBodyButWeights(d.coreDns())),
    ADDRESSES_OF_TARGET(
            BODY, "RFC 2181 §5", d -> d.isType(Types.SRV) && d.cairn().hasMoreOfItsTargetsThan(d.coreDns())),
    CLIENT_COOKIE(OPT, "RFC 7873 §5.2", d -> d.question().edns() == Question.Edns.COOKIE && d.isOnlyCookieTheirs()),
    OPT_SIZE(OPT, "RFC 6891 §6.2.4", d -> d.isOnlyOptSize()),
    UDP_SIZE(
            SIZE,
            "RFC 9715 §3.1",
            d -> d.question().edns() == Question.Edns.LARGE
                    && !d.coreDns().isTruncated()
                    && d.coreDns().message().length > Question.Edns.PLAIN.udpBytes),
    COMPRESSION(
            SIZE,
            "RFC 1035 §4.1.4",
            d -> !d.coreDns().isTruncated()
                    && (d.isType(Types.PTR) && d.cairn().isTruncated()
                            || d.isType(Types.SRV)
                                    && (d.cairn().isAsLongAsCanBe()
                                            || d.cairn().isTruncated()
                                                    && d.coreDns().message().length > Reply.FULL_BYTES))),
    ADDITIONAL_LEFT_OUT(
            SIZE, "RFC 2181 §9", d -> !d.cairn().isTruncated() && d.coreDns().isTruncated()),
    WHAT_IS_LEFT_OUT(
            SIZE, "RFC 2181 §9", d -> d.cairn().isTruncated() && d.coreDns().isTruncated());

    /** What of a reply a class is about. */
    enum Part {
        /** Everything but OPT, of replies that nothing is left out of. */
        BODY,
        /** OPT. */
        OPT,
        /** What is left out of datagrams, whose whole replies are compared too. */
        SIZE
    }

    private final Part part;
    private final String clause;

    @SuppressWarnings("ImmutableEnumChecker") // the predicates above have no state
    private final Predicate<Difference> matches;

    KnownDifference(Part part, String clause, Predicate<Difference> matches) {
        this.part = part;
        this.clause = clause;
        this.matches = matches;
    }

    @Override
    public String clause() {
        return clause;
    }

    /** Knows the classes of this enum, and compares everything. */
    static Comparison.Judge judge(World world) {
        return new Comparison.Judge() {
            @Override
            public Comparison.Weighed weigh(Question question, Reply cairn, Reply coreDns) {
                return new Comparison.Weighed(Difference.of(world, question, cairn, coreDns), List.of());
            }

            @Override
            public @Nullable DifferenceClass classOf(Part part, Difference difference) {
                return of(part, difference);
            }
        };
    }

    /** The first class of a difference in some part; null if it is not known. */
    static @Nullable KnownDifference of(Part part, Difference difference) {
        for (KnownDifference known : values()) {
            if (known.part == part && known.matches.test(difference)) {
                return known;
            }
        }
        return null;
    }
}
