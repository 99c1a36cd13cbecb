// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.dns.wire.QuestionReader;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.ResponseWriter;
import dev.cairn.dns.wire.Section;

/**
 * Finds and answers names in a zone of Services (Kubernetes DNS spec 1.1.0 §2).
 *
 * <p>Names are taken apart from the right: the kind ({@code svc}, {@code pod}), the namespace, the Service, what is below it. A name
 * exists if it has records or if one below it has (RFC 8020), for any type.
 *
 * <p><b>Thread-safe.</b>
 */
final class ForwardNames {
    private static final byte[] SVC = Labels.of("svc");
    private static final byte[] POD = Labels.of("pod");
    private static final byte[] DNS_VERSION = Labels.of("dns-version");
    private static final byte[] SCHEMA_VERSION = {'1', '.', '1', '.', '0'};
    private static final int VERSION_TTL_SECONDS = 28_800;

    private final ClusterModel model;
    private final ZoneRecords records;
    private final byte[] zone;
    private final int ttlSeconds;
    private final PodMode pods;
    private final ServiceNames services;

    ForwardNames(ClusterModel model, ZoneOptions options, ZoneRecords records) {
        this.model = model;
        this.records = records;
        this.zone = options.zone().toWire();
        this.ttlSeconds = options.ttlSeconds();
        this.pods = options.pods();
        this.services = new ServiceNames(model, options, records);
    }

    /** Answers a question whose name is in the zone, and follows aliases as far as they stay there. */
    Verdict answer(QuestionReader question, ResponseWriter response, AnswerContext context) {
        int synced = model.syncedInputs(); // before anything that it vouches for
        context.asked.set(question);
        int owner = question.nameOffset();
        for (int aliases = 0; ; aliases++) {
            Verdict verdict = find(question, response, context, owner, synced);
            if (verdict != Verdict.LEADS_OUT) {
                return aliases == 0 ? verdict : endOfAliases(question, response, verdict);
            }
            if (context.type() == AnswerContext.NO_TYPE) {
                return records.noData(response, question); // nobody need follow it
            }
            if (context.isFollowed(aliases)) {
                return Verdict.ANSWERED; // a loop, or too long a way: what has been found so far
            }
            byte[] target = context.follow(aliases);
            boolean staysIn = isInZone(target);
            if (!writeAlias(question, response, owner, target, staysIn) || asksForAlias(context.type())) {
                return Verdict.ANSWERED;
            }
            if (!staysIn) {
                return Verdict.LEADS_OUT;
            }
            owner = response.lastTarget();
            context.asked.set(target);
        }
    }

    private static boolean asksForAlias(int type) {
        return type == RecordType.CNAME || type == RecordType.ANY;
    }

    /** The code of the answer is that of the last name (RFC 6604 §3); without all inputs there is no answer at all. */
    private Verdict endOfAliases(QuestionReader question, ResponseWriter response, Verdict verdict) {
        if (verdict == Verdict.NO_SUCH_NAME) {
            response.setRcode(Rcode.NXDOMAIN);
            return records.noData(response, question);
        }
        if (verdict == Verdict.NOT_SYNCED) {
            response.discardRecords();
        }
        return verdict;
    }

    private boolean writeAlias(
            QuestionReader question, ResponseWriter response, int owner, byte[] target, boolean staysIn) {
        int labelBytes = staysIn ? target.length - zone.length : 0;
        if (!staysIn) {
            response.origin(target, 0, target.length);
        }
        boolean written = response.name(Section.ANSWER, owner, RecordType.CNAME, ttlSeconds, target, 0, labelBytes);
        response.origin(records.zoneOffset(question));
        return written;
    }

    private boolean isInZone(byte[] target) {
        int at = 0;
        while (target.length - at > zone.length) {
            at += 1 + target[at];
        }
        return target.length - at == zone.length && Labels.match(zone, 0, target, at, zone.length);
    }

    /** Answers for one name. {@code LEADS_OUT} says that it is an alias, left in the context; then nothing is written. */
    private Verdict find(
            QuestionReader question, ResponseWriter response, AnswerContext context, int owner, int synced) {
        AskedName asked = context.asked;
        int below = records.labelsBelow(asked);
        if (below == 0) {
            return records.apex(context, response, question, owner);
        }
        if (asked.is(below - 1, SVC)) {
            return below == 1
                    ? records.noData(response, question)
                    : services.find(question, response, context, owner, synced);
        }
        if (asked.is(below - 1, POD)) {
            return below == 1
                    ? records.noData(response, question)
                    : podName(question, response, context, owner, synced);
        }
        if (below == 1 && asked.is(0, DNS_VERSION)) {
            return schemaVersion(question, response, context.type(), owner);
        }
        Verdict own = records.ownName(context, response, question, owner);
        return own == null ? Verdict.NO_SUCH_NAME : own;
    }

    private Verdict schemaVersion(QuestionReader question, ResponseWriter response, int type, int owner) {
        if (type != RecordType.TXT && type != RecordType.ANY) {
            return records.noData(response, question);
        }
        response.txt(Section.ANSWER, owner, VERSION_TTL_SECONDS, SCHEMA_VERSION, 0, SCHEMA_VERSION.length);
        return Verdict.ANSWERED;
    }

    private Verdict podName(
            QuestionReader question, ResponseWriter response, AnswerContext context, int owner, int synced) {
        AskedName asked = context.asked;
        int below = records.labelsBelow(asked);
        if (pods == PodMode.DISABLED || below > 3) {
            return Verdict.NO_SUCH_NAME;
        }
        NamespaceCell namespace = services.namespace(asked, below - 2);
        if (namespace == null) {
            return ServiceNames.areNamespacesSynced(synced) ? Verdict.NO_SUCH_NAME : Verdict.NOT_SYNCED;
        }
        if (below == 2) {
            return records.noData(response, question);
        }
        int length = PodAddress.readUnmapped(asked.bytes(), asked.offset(0), context.address);
        if (length == 0) {
            return Verdict.NO_SUCH_NAME;
        }
        if (pods == PodMode.VERIFIED && !model.pods().has(namespace, context.address, length)) {
            return InputBits.has(synced, InputBits.PODS) ? Verdict.NO_SUCH_NAME : Verdict.NOT_SYNCED;
        }
        int type = context.type();
        if (type != (length == 4 ? RecordType.A : RecordType.AAAA)
                && (type != RecordType.ANY || length != 4 && context.hidesIpv6())) {
            return records.noData(response, question);
        }
        response.address(Section.ANSWER, owner, ttlSeconds, context.address, 0, length);
        return Verdict.ANSWERED;
    }
}
