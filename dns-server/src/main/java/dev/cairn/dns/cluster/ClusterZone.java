// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.ExtendedError;
import dev.cairn.dns.wire.QuestionReader;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.ResponseWriter;
import org.jspecify.annotations.Nullable;

/**
 * One zone: a model seen through one set of options. It holds Services and pods, or, at and below {@code in-addr.arpa} and {@code ip6.arpa},
 * reverse names.
 *
 * <p><b>Thread-safe.</b>
 */
public final class ClusterZone {
    private final ClusterModel model;
    private final DomainName zone;
    private final ZoneRecords records;
    private final @Nullable ForwardNames forward;
    private final @Nullable ReverseZone reverse;

    /** A zone of the model. */
    public ClusterZone(ClusterModel model, ZoneOptions options) {
        this.model = model;
        this.zone = options.zone();
        this.records = new ZoneRecords(model, options);
        boolean isReverse = isReverse(zone);
        this.forward = isReverse ? null : new ForwardNames(model, options, records);
        this.reverse = isReverse ? new ReverseZone(model, options, records) : null;
    }

    /** Whether names in a zone are reverse names, and not those of Services. */
    public static boolean isReverse(DomainName zone) {
        return ReverseZone.isReverse(zone);
    }

    /** Its name. */
    public DomainName zone() {
        return zone;
    }

    /** Where its names come from. */
    public ClusterModel model() {
        return model;
    }

    /**
     * Answers a question whose name is in this zone, of class IN. Allocates nothing.
     *
     * @param response begun for this question, and without records
     */
    public Verdict answer(QuestionReader question, ResponseWriter response, AnswerContext context) {
        context.zoneBytes = zone.length();
        response.origin(records.zoneOffset(question));
        Verdict verdict = forward != null
                ? forward.answer(question, response, context)
                : reverse().answer(question, response, context);
        if (verdict == Verdict.ANSWERED || verdict == Verdict.LEADS_OUT) {
            response.setAuthoritative(true);
        }
        return verdict;
    }

    private ReverseZone reverse() {
        if (reverse == null) {
            throw new AssertionError(zone + " holds neither Services nor reverse names");
        }
        return reverse;
    }

    /** Writes NXDOMAIN with this zone's SOA record, after {@link Verdict#NO_SUCH_NAME}. */
    public void writeNoSuchName(QuestionReader question, ResponseWriter response) {
        response.setAuthoritative(true);
        response.setRcode(Rcode.NXDOMAIN);
        response.origin(records.zoneOffset(question));
        records.noData(response, question);
    }

    /** Writes SERVFAIL with extended error 14, after {@link Verdict#NOT_SYNCED}. */
    public void writeNotSynced(ResponseWriter response) {
        response.setRcode(Rcode.SERVFAIL);
        response.extendedError(ExtendedError.NOT_READY);
    }

    @Override
    public String toString() {
        return zone.toString();
    }
}
