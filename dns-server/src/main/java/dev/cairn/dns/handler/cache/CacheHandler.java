// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Meters;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.QuestionReader;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Answers from what the handlers after it have answered before, and keeps what they answer.
 *
 * <p>Names that another handler of the block answers from memory are left to it. Where that one passes on what it does not know, a second
 * handler, which comes after it, keeps what others say of such names: a name that appears there is known at once.
 *
 * <p><b>Thread-safe.</b>
 */
public final class CacheHandler implements Handler {
    private static final String DIRECTIVE = "cache";

    private final CacheParts parts;
    private final Coverage coverage;
    private final Coverage passedOn;

    private CacheHandler(CacheParts parts, Coverage coverage, Coverage passedOn) {
        this.parts = parts;
        this.coverage = coverage;
        this.passedOn = passedOn;
    }

    /**
     * The handler of a server block.
     *
     * @param local the zones to leave alone
     * @param isOneSource whether all names that are not local are answered by one handler, so that what it says of a name holds for those
     *     below it, too
     */
    public static CacheHandler of(CacheConfig config, LocalZones local, boolean isOneSource, Meters meters) {
        CacheConfig.Cut cut = isOneSource ? config.nxdomainCut() : CacheConfig.Cut.OFF;
        VerifyTimer timer = new VerifyTimer(config.stale().verifyTimeout().toNanos());
        return of(config, local, new CacheParts(config, cut, meters, timer, System::nanoTime));
    }

    static CacheHandler of(CacheConfig config, LocalZones local, CacheParts parts) {
        var passedOn = Coverage.common(Coverage.common(config.zones(), local.zones()), local.passedOn());
        return new CacheHandler(parts, new Coverage(config.zones(), local.zones()), new Coverage(passedOn, List.of()));
    }

    /** The second handler, to be asked after the one that answers the local zones; empty if that passes on nothing. */
    public Optional<CacheHandler> afterLocal() {
        return passedOn.isEmpty() ? Optional.empty() : Optional.of(new CacheHandler(parts, passedOn, passedOn));
    }

    /**
     * Counts questions that others have answered from local zones as asked here and not found, which is what they are where a cache comes
     * first.
     *
     * @param server the listener as metrics name it
     * @param answered how many there are so far
     */
    public void countLocal(String server, LongSupplier answered) {
        parts.series(server).missesBesides(answered);
    }

    @Override
    public String directive() {
        return DIRECTIVE;
    }

    @Override
    public Touch touch(DomainName zone) {
        return coverage.touch(zone);
    }

    @Override
    public void start() {
        parts.timer().start();
    }

    @Override
    public void close() {
        parts.timer().close();
        parts.cache().clear();
    }

    @Override
    public Outcome handle(Exchange exchange) {
        return coverage.has(exchange.question()) ? answer(exchange) : Outcome.PASS_ON;
    }

    private Outcome answer(Exchange exchange) {
        long nowNanos = parts.nanoTime().getAsLong();
        CacheSeries counted = series(exchange);
        Entry entry = parts.cache().find(parts.key().at(exchange.question()), nowNanos);
        if (entry == null) {
            return answerFromAbove(exchange, counted, nowNanos);
        }
        counted.hit(entry.kind());
        if (!entry.isFresh(nowNanos)) {
            return parts.renewal().serveStale(exchange, entry, counted, nowNanos);
        }
        parts.renewal().prefetch(exchange, entry, nowNanos);
        CachedResponse.write(exchange, entry, parts.shownAge(entry, nowNanos));
        return Outcome.ANSWERED;
    }

    /** Answers from an entry that says that the name, or one above it, does not exist. */
    private Outcome answerFromAbove(Exchange exchange, CacheSeries counted, long nowNanos) {
        QuestionReader question = exchange.question();
        int labels = parts.cache().hasCuts() ? Math.min(question.labelCount(), CacheParts.MAX_CUT_LABELS) : 0;
        for (int label = 0; label < labels; label++) {
            Entry above = parts.cache().findCut(parts.key().atEveryType(question, label), nowNanos);
            if (above != null) {
                counted.hit(above.kind());
                int ageSeconds = parts.shownAge(above, nowNanos);
                if (label == 0) {
                    CachedResponse.write(exchange, above, ageSeconds);
                } else {
                    CachedResponse.writeCut(exchange, above, ageSeconds);
                }
                return Outcome.ANSWERED;
            }
        }
        counted.missed();
        return Outcome.PASS_ON;
    }

    @Override
    public void finished(Exchange exchange) {
        String answeredBy = exchange.answeredBy();
        if (answeredBy.isEmpty() || answeredBy.equals(DIRECTIVE) || exchange.isFailedForNow()) {
            return;
        }
        if (!coverage.has(exchange.question())) {
            return;
        }
        byte[] message = exchange.response().bytes();
        AnswerKey key = parts.key().at(exchange.question());
        parts.store().keep(key, message, exchange.response().length(), series(exchange));
        if (!CachedResponse.wantsAuthenticData(exchange.question())) {
            exchange.response().setAuthenticData(false); // in case it is written once more
            Header.setFlags(message, Header.flags(message) & ~Header.FLAG_AD); // kept with it, for those who do
        }
    }

    private CacheSeries series(Exchange exchange) {
        Plan plan = Objects.requireNonNull(exchange.plan(), "plan");
        return parts.series(plan.server());
    }
}
