// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.QuestionReader;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.ResponseWriter;
import dev.cairn.dns.wire.Section;
import dev.cairn.dns.wire.SoaTail;
import org.jspecify.annotations.Nullable;

/**
 * The records of a zone itself: SOA, NS, and the address of {@code ns.dns.<zone>}.
 *
 * <p><b>Thread-safe.</b>
 */
final class ZoneRecords {
    private static final int MAX_SOA_TTL_SECONDS = 300;
    private static final int REFRESH_SECONDS = 7200;
    private static final int RETRY_SECONDS = 1800;
    private static final int EXPIRE_SECONDS = 86_400;
    private static final byte[] DNS = Labels.of("dns");
    private static final byte[] NS = Labels.of("ns");

    private final ClusterModel model;
    private final OwnAddresses ownAddresses;
    private final boolean isReverse;
    private final int zoneLabels;
    private final int ttlSeconds;
    private final SoaTail soa;

    ZoneRecords(ClusterModel model, ZoneOptions options, OwnAddresses ownAddresses) {
        this.model = model;
        this.ownAddresses = ownAddresses;
        this.isReverse = ClusterZone.isReverse(options.zone());
        this.zoneLabels = options.zone().labelCount();
        this.ttlSeconds = options.ttlSeconds();
        this.soa = new SoaTail(
                DomainName.parse("ns.dns"),
                DomainName.parse("hostmaster"),
                REFRESH_SECONDS,
                RETRY_SECONDS,
                EXPIRE_SECONDS,
                ttlSeconds);
    }

    /** Where the zone stands in a question whose name is in it. */
    int zoneOffset(QuestionReader question) {
        return question.labelOffset(question.labelCount() - zoneLabels);
    }

    /** How many labels a name has below the zone. */
    int labelsBelow(AskedName asked) {
        return asked.labels() - zoneLabels;
    }

    /** Writes the SOA record of a negative answer (RFC 2308 §3). */
    Verdict noData(ResponseWriter response, QuestionReader question) {
        response.soa(
                Section.AUTHORITY,
                zoneOffset(question),
                Math.min(ttlSeconds, MAX_SOA_TTL_SECONDS),
                soa,
                model.serial());
        return Verdict.ANSWERED;
    }

    /** Answers for the zone's own name. */
    Verdict apex(AnswerContext context, ResponseWriter response, QuestionReader question, int owner) {
        int type = context.type();
        if (type == RecordType.SOA || type == RecordType.ANY) {
            int ttl = Math.min(ttlSeconds, MAX_SOA_TTL_SECONDS);
            response.soa(Section.ANSWER, owner, ttl, soa, model.serial());
            return Verdict.ANSWERED;
        }
        if (type == RecordType.NS) {
            if (isReverse) {
                NameServers.writeOwn(ownAddresses, context, response, owner, ttlSeconds); // no Service has a name here
            } else {
                NameServers.write(model, ownAddresses, context, response, owner, ttlSeconds);
            }
            return Verdict.ANSWERED;
        }
        return noData(response, question);
    }

    /** Answers for {@code dns.<zone>} and {@code ns.dns.<zone>}; null if the name is another one. */
    @Nullable
    Verdict ownName(AnswerContext context, ResponseWriter response, QuestionReader question, int owner) {
        AskedName asked = context.asked;
        int below = labelsBelow(asked);
        if (below < 1 || below > 2 || !asked.is(below - 1, DNS) || below == 2 && !asked.is(0, NS)) {
            return null;
        }
        int type = context.type();
        int length = type == RecordType.A ? 4 : 16;
        boolean found = false;
        if (below == 2 && (type == RecordType.A || type == RecordType.AAAA || type == RecordType.ANY)) {
            for (byte[] address : ownAddresses.all()) {
                boolean wanted = type == RecordType.ANY ? !found : address.length == length;
                wanted &= address.length == 4 || !context.hidesIpv6();
                found |= wanted && response.address(Section.ANSWER, owner, ttlSeconds, address, 0, address.length);
            }
        }
        return found ? Verdict.ANSWERED : noData(response, question);
    }
}
