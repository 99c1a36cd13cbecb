// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

/**
 * The differences between whole servers that are meant, beside those of {@link KnownDifference}. Several may be in one reply: each makes
 * CoreDNS's reply like ours in what it is about, and leaves the rest to the others.
 */
enum CorefileDifference implements DifferenceClass {
    OPT_UNASKED("RFC 6891 §6.1.1", (corefile, d) -> {
        boolean isUnasked =
                d.question().edns() == Question.Edns.NONE && d.cairn().opt() == null;
        return isUnasked ? d.coreDns().withOpt(null) : d.coreDns();
    }),
    OPT_DNSSEC_OK("RFC 3225 §3", (corefile, d) -> {
        Opt theirs = d.coreDns().opt();
        if (theirs == null || d.question().edns() == Question.Edns.DNSSEC_OK) {
            return d.coreDns();
        }
        return d.coreDns().withOpt(theirs.withoutDnssecOk());
    }),
    OPT_TIME("RFC 6891 §6.1.3", (corefile, d) -> {
        Opt ours = d.cairn().opt();
        Opt theirs = d.coreDns().opt();
        if (ours == null || theirs == null || !d.isIn(corefile, "rewrite ttl")) {
            return d.coreDns();
        }
        return d.coreDns().withOpt(new Opt(theirs.udpBytes(), ours.codeVersionAndFlags(), theirs.options()));
    }),
    OPT_BUFSIZE("RFC 6891 §6.2.4", (corefile, d) -> {
        Opt theirs = d.coreDns().opt();
        int asked = d.question().edns().udpBytes;
        if (theirs == null || theirs.udpBytes() >= asked || !d.isIn(corefile, "bufsize")) {
            return d.coreDns();
        }
        return d.coreDns().withOpt(theirs.withUdpBytes(asked));
    }),
    OPTION_OF_REWRITE("RFC 6891 §6.1.2", (corefile, d) -> {
        Opt theirs = d.coreDns().opt();
        if (theirs == null || !d.isIn(corefile, "rewrite edns0")) {
            return d.coreDns();
        }
        return d.coreDns().withOpt(theirs.withOptions(theirs.withoutRewritten()));
    }),
    NOBODY("RFC 1035 §4.1.1", (corefile, d) -> {
        boolean isNobody = d.cairn().isBare()
                && d.coreDns().isBare()
                && d.cairn().rcode() == Reply.REFUSED
                && d.coreDns().rcode() == Reply.SERVFAIL;
        return isNobody ? d.coreDns().withBodyOf(d.cairn()) : d.coreDns();
    }),
    RCODE_OF_FAILURE("the line is for every answer", (corefile, d) -> {
        boolean isFailure = d.isIn(corefile, "rewrite rcode")
                && d.cairn().isBare()
                && d.coreDns().isBare()
                && d.coreDns().rcode() == Reply.SERVFAIL
                && d.cairn().rcode() == Reply.NXDOMAIN;
        return isFailure ? d.coreDns().withBodyOf(d.cairn()) : d.coreDns();
    }),
    EXTENDED_ERROR("RFC 8914 §2", (corefile, d) -> {
        Opt ours = d.cairn().opt();
        Opt theirs = d.coreDns().opt();
        boolean isUnanswered = d.cairn().isFailure() || d.isIn(corefile, "rewrite rcode");
        if (!isUnanswered || ours == null || theirs == null || !ours.isExtendedError() || theirs.isExtendedError()) {
            return d.coreDns();
        }
        return d.coreDns().withOpt(theirs.withOptions(ours.options()));
    }),
    ANY_TEXT(
            "RFC 8482 §4.2",
            (corefile, d) ->
                    d.cairn().isHinfo() && d.coreDns().isHinfo() ? d.coreDns().withAnswerOf(d.cairn()) : d.coreDns()),
    LOCAL_AUTHORITY("RFC 6303 §3", (corefile, d) -> {
        boolean isLocal = d.isIn(corefile, "local") && d.isLocal() && d.cairn().isAuthoritative();
        Reply likened = d.coreDns().withAuthorityOf(d.cairn());
        if (isLocal && d.cairn().isNoData() && d.coreDns().isNoData()) {
            likened = likened.withAuthoritySectionOf(d.cairn());
        }
        return isLocal ? likened : d.coreDns();
    }),
    MINIMAL_ABSENCE("RFC 2308 §2.2", (corefile, d) -> {
        boolean isCut = d.isIn(corefile, "minimal")
                && d.cairn().isDenial()
                && d.coreDns().isOnlyAliases()
                && d.coreDns().authority().isEmpty()
                && d.coreDns().hasSameAnswerButForTime(d.cairn());
        return isCut ? d.coreDns().withBodyOf(d.cairn()) : d.coreDns();
    }),
    SEARCH_ALIAS("RFC 2308 §2.2", (corefile, d) -> {
        boolean isAbsence = d.isIn(corefile, "autopath")
                && !d.startsWithAlias()
                && d.cairn().isOnlyAliases()
                && d.coreDns().rcode() == d.cairn().rcode()
                && d.cairn()
                        .answer()
                        .containsAll(d.coreDns()
                                .withTimesOf(d.cairn(), Integer.MAX_VALUE)
                                .answer());
        if (!isAbsence) {
            return d.coreDns();
        }
        Reply complete = d.coreDns().withAnswerOf(d.cairn());
        return d.isOlder(corefile) ? complete.withTime(d.coreDns().leastSeconds()) : complete;
    }),
    REPEATED_ALIAS("RFC 2181 §5", (corefile, d) -> {
        boolean isRepeated = (d.isIn(corefile, "autopath") || d.isIn(corefile, "rewrite cname"))
                && d.coreDns().repeatsAliasesOf(d.cairn());
        return isRepeated ? d.coreDns().withAnswerOf(d.cairn()) : d.coreDns();
    }),
    SEARCH_FAILURE("RFC 2308 §7", (corefile, d) -> {
        boolean isOurs = d.cairn().rcode() == Reply.SERVFAIL && d.cairn().isBare();
        boolean isTheirs = d.cairn().isNoSuchName() && d.coreDns().isFailure()
                || d.isIn(corefile, "acl") && d.coreDns().rcode() == Reply.REFUSED;
        return d.isIn(corefile, "autopath") && (isOurs || isTheirs)
                ? d.coreDns().withBodyOf(d.cairn())
                : d.coreDns();
    }),
    CODE_OF_ALIAS("RFC 6604 §3", (corefile, d) -> {
        boolean isAlias = (d.isIn(corefile, "template") || d.startsWithAlias())
                && d.cairn().isOnlyAliases()
                && d.cairn().answer().equals(d.coreDns().answer());
        return isAlias ? d.coreDns().withBodyOf(d.cairn()) : d.coreDns();
    }),
    ADDITIONAL_ROOM("RFC 1035 §4.1.4", (corefile, d) -> {
        boolean isFull = !d.question().overTcp()
                && d.cairn().message().length > Reply.FULL_BYTES
                && d.coreDns().additional().containsAll(d.cairn().additional())
                && d.cairn().answer().equals(d.coreDns().answer());
        return isFull ? d.coreDns().withBodyOf(d.cairn()) : d.coreDns();
    }),
    SEARCH_DOMAIN("a domain is no name to search for", (corefile, d) -> {
        boolean isDomain = d.isIn(corefile, "autopath")
                && d.place().below().size() == 2
                && d.coreDns().rcode() == Reply.SERVFAIL;
        return isDomain ? d.coreDns().withBodyOf(d.cairn()) : d.coreDns();
    }),
    REWRITTEN_CNAME("RFC 6604 §3", (corefile, d) -> {
        boolean isAlias = d.isIn(corefile, "rewrite cname")
                && (!d.isAddress() || d.cairn().isDenial() || d.cairn().isFailure())
                && d.cairn().answer().stream().anyMatch(record -> record.type() == Types.CNAME);
        return isAlias ? d.coreDns().withBodyOf(d.cairn()) : d.coreDns();
    }),
    AUTHENTIC_DATA("RFC 4035 §3.2.3", (corefile, d) -> {
        boolean isComposed = d.isIn(corefile, "rewrite cname") || d.isIn(corefile, "autopath");
        return isComposed && !d.cairn().isAuthentic() ? d.coreDns().withoutAuthenticData() : d.coreDns();
    }),
    CACHED_AUTHORITY("RFC 1035 §4.1.1", (corefile, d) -> {
        boolean isKept = d.isIn(corefile, "cache") && d.coreDns().isAuthoritative();
        return isKept ? d.coreDns().withAuthorityOf(d.cairn()) : d.coreDns();
    }),
    RECURSION_OF_ALIAS("RFC 1035 §4.1.1", (corefile, d) -> {
        boolean isAlias =
                d.startsWithAlias() && d.cairn().isRecursive() && d.cairn().isAuthoritative();
        return isAlias ? d.coreDns().withRecursionOf(d.cairn()) : d.coreDns();
    }),
    CLUSTER_NOT_CACHED(
            "RFC 2181 §8",
            (corefile, d) -> !d.place().isOutside() && d.isOlder(corefile) ? d.withTimesOfOurs() : d.coreDns()),
    UNKEPT_TIME("RFC 2181 §8", (corefile, d) -> {
        boolean isUnkept = d.isIn(corefile, "cache disable")
                || d.cairn().isOnlyAliases() && d.cairn().authority().isEmpty();
        boolean isUnkeptTarget = d.startsWithAlias() && corefile.has("cache disable");
        return isUnkept && d.isOlder(corefile) || isUnkeptTarget ? d.withTimesOfOurs() : d.coreDns();
    }),
    ZERO_TIME(
            "RFC 1035 §3.2.1",
            (corefile, d) -> d.cairn().leastSeconds() == 0 && d.isOlder(corefile) ? d.withTimesOfOurs() : d.coreDns()),
    ABSENCE_TIME(
            "RFC 2308 §5",
            (corefile, d) -> d.cairn().isDenial()
                            && d.cairn().leastSeconds() <= d.cairn().soaMinimumSeconds()
                            && d.coreDns().leastSeconds() > d.cairn().soaMinimumSeconds()
                            && d.isOlder(corefile)
                    ? d.withTimesOfOurs()
                    : d.coreDns()),
    ALIAS_OF_NOTHING_KEPT(
            "RFC 2308 §2.1",
            (corefile, d) -> d.cairn().isDenial() && d.cairn().hasAnswer() && d.isOlder(corefile)
                    ? d.withTimesOfOurs()
                    : d.coreDns()),
    LETTER_CASE("RFC 4343 §4.1", (corefile, d) -> {
        boolean isMade = d.isIn(corefile, "cache")
                || d.isIn(corefile, "rewrite")
                || d.isIn(corefile, "autopath")
                || d.isIn(corefile, "hosts")
                || d.isIn(corefile, "template");
        boolean isSame = isMade && d.cairn().hasSameBodyInAnyCase(d.coreDns());
        return isSame ? d.coreDns().withBodyOf(d.cairn()) : d.coreDns();
    });

    private final String clause;

    @SuppressWarnings("ImmutableEnumChecker") // the functions above have no state
    private final Likening likening;

    /** Makes a reply of CoreDNS like ours in one respect; leaves it as it is where that is not what differs. */
    private interface Likening {
        Reply apply(Corefile corefile, Difference difference);
    }

    CorefileDifference(String clause, Likening likening) {
        this.clause = clause;
        this.likening = likening;
    }

    @Override
    public String clause() {
        return clause;
    }

    /** CoreDNS's reply, like ours in what this is about. */
    Reply liken(Corefile corefile, Difference difference) {
        return likening.apply(corefile, difference);
    }
}
