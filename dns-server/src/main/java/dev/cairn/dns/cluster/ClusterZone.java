// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.discovery.IpAddress;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.ExtendedError;
import dev.cairn.dns.wire.QuestionReader;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.ResponseWriter;
import java.net.InetAddress;
import java.util.List;

/**
 * One zone: a model seen through one set of options. It holds Services and pods, or, at and below {@code in-addr.arpa} and {@code ip6.arpa},
 * reverse names.
 *
 * <p><b>Thread-safe.</b>
 */
public final class ClusterZone {
    /** The longest TTL of what is answered from a restored state. */
    public static final int MAX_RESTORED_TTL_SECONDS = 5;

    private final ClusterModel model;
    private final DomainName zone;
    private final ZoneView view;
    private final ZoneView restoredView;

    /** A zone of the model, whose name server has all addresses of this server. */
    public ClusterZone(ClusterModel model, ZoneOptions options) {
        this(model, options, List.of());
    }

    /**
     * A zone of the model.
     *
     * @param listening the addresses of its name server; empty for all addresses of this server
     */
    public ClusterZone(ClusterModel model, ZoneOptions options, List<InetAddress> listening) {
        OwnAddresses own = listening.isEmpty()
                ? model.ownAddresses()
                : new OwnAddresses(listening.stream().map(IpAddress::of).toList());
        this.model = model;
        this.zone = options.zone();
        this.view = new ZoneView(model, options, own);
        this.restoredView = new ZoneView(model, options.atMost(MAX_RESTORED_TTL_SECONDS), own);
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
        boolean isRestored =
                model.isRestored(); // read first: it ends with the first sync, and never begins while serving
        ZoneView names = isRestored ? restoredView : view;
        context.zoneBytes = zone.length();
        context.ask(question.type(), names.options().hidesIpv6());
        response.origin(names.records().zoneOffset(question));
        Verdict verdict = names.answer(question, response, context);
        if (verdict == Verdict.ANSWERED || verdict == Verdict.LEADS_OUT) {
            response.setAuthoritative(true);
            if (isRestored) {
                response.extendedError(ExtendedError.STALE_ANSWER);
            }
        }
        return verdict;
    }

    /** Writes NXDOMAIN with this zone's SOA record, after {@link Verdict#NO_SUCH_NAME}. */
    public void writeNoSuchName(QuestionReader question, ResponseWriter response) {
        response.setAuthoritative(true);
        response.setRcode(Rcode.NXDOMAIN);
        response.origin(view.records().zoneOffset(question));
        view.records().noData(response, question);
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
