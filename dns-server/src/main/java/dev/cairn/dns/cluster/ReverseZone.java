// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.QuestionReader;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.ResponseWriter;
import dev.cairn.dns.wire.Section;

/**
 * Finds and answers reverse names (RFC 1035 §3.5, RFC 3596 §2.5).
 *
 * <p>A cluster IP has one name, its Service's. Any other address has one name for each Service and label that it is a ready endpoint of.
 * A part of a reverse name exists if a name below it does.
 *
 * <p><b>Thread-safe.</b>
 */
final class ReverseZone {
    private static final DomainName IPV4 = DomainName.parse("in-addr.arpa");
    private static final DomainName IPV6 = DomainName.parse("ip6.arpa");
    private static final int ARPA_LABELS = 2;
    private static final int INVALID = -1;
    private static final int POINTER_AND_FIXED_BYTES = 12;
    private static final int ALL = InputBits.SERVICES | InputBits.ENDPOINTS | InputBits.NAMESPACES;

    private final ClusterModel model;
    private final ZoneRecords records;
    private final byte[] primaryZone;
    private final int ttlSeconds;
    private final boolean hidesEmptyServices;
    private final boolean isIpv4;

    ReverseZone(ClusterModel model, ZoneOptions options, ZoneRecords records) {
        this.model = model;
        this.records = records;
        this.primaryZone = options.primaryZone().toWire();
        this.ttlSeconds = options.ttlSeconds();
        this.hidesEmptyServices = options.hidesEmptyServices();
        this.isIpv4 = options.zone().isSubdomainOf(IPV4);
    }

    /** Whether names in a zone are reverse names. */
    static boolean isReverse(DomainName zone) {
        return zone.isSubdomainOf(IPV4) || zone.isSubdomainOf(IPV6);
    }

    /** Answers a question whose name is in the zone. */
    Verdict answer(QuestionReader question, ResponseWriter response, AnswerContext context) {
        int synced = model.syncedInputs(); // before anything that it vouches for
        AskedName asked = context.asked;
        asked.set(question);
        if (records.labelsBelow(asked) == 0) {
            return records.apex(context, response, question, question.nameOffset());
        }
        Verdict own = records.ownName(context, response, question, question.nameOffset());
        if (own != null) {
            return own;
        }
        int nibbles = readAddress(asked, context.address);
        if (nibbles == (isIpv4 ? 8 : 32)) {
            return address(question, response, context, nibbles / 2, synced);
        }
        if (!InputBits.isWhole(synced, ALL)) {
            return Verdict.NOT_SYNCED;
        }
        return nibbles >= 0
                        && model.reverseNames().hasVisibleBelow(context.address, nibbles, isIpv4, hidesEmptyServices)
                ? records.noData(response, question)
                : noSuchName(synced);
    }

    private static Verdict noSuchName(int synced) {
        return InputBits.has(synced, ALL) ? Verdict.NO_SUCH_NAME : Verdict.NOT_SYNCED;
    }

    private Verdict address(
            QuestionReader question, ResponseWriter response, AnswerContext context, int length, int synced) {
        Object found = model.reverseNames().find(context.address, length);
        int clusterAddress = found == null ? INVALID : clusterAddress(found);
        if (clusterAddress < 0 && !InputBits.isWhole(synced, ALL)) {
            return Verdict.NOT_SYNCED;
        }
        if (found == null || clusterAddress < 0 && !ReverseNames.hasVisible(found, hidesEmptyServices)) {
            return noSuchName(synced);
        }
        if (question.type() != RecordType.PTR && question.type() != RecordType.ANY) {
            return InputBits.isWhole(synced, ALL) ? records.noData(response, question) : Verdict.NOT_SYNCED;
        }
        response.origin(primaryZone, 0, primaryZone.length);
        if (clusterAddress >= 0) {
            byte[] name = ReverseNames.entry(found, clusterAddress).cell().labels;
            response.name(Section.ANSWER, question.nameOffset(), RecordType.PTR, ttlSeconds, name, 0, name.length);
        } else {
            writeEndpoints(question, response, context, found);
        }
        return Verdict.ANSWERED;
    }

    private void writeEndpoints(QuestionReader question, ResponseWriter response, AnswerContext context, Object found) {
        int count = ReverseNames.count(found);
        int room = response.remaining() / (POINTER_AND_FIXED_BYTES + context.name.length);
        RecordOrder order = context.order(count, room);
        for (int i = 0; i < count; i++) {
            int place = order.next();
            if (!(ReverseNames.entry(found, place) instanceof EndpointName name)
                    || !name.cell().namespace.isVisible()
                    || order.isChosen() && !order.keeps(name.block.labelHash(name.index))
                    || ReverseNames.isRepeated(found, place)) {
                continue;
            }
            int length = EndpointRecords.name(context, name.block, name.index);
            if (!response.name(
                    Section.ANSWER, question.nameOffset(), RecordType.PTR, ttlSeconds, context.name, 0, length)) {
                return;
            }
            if (response.count(Section.ANSWER) == 1) {
                response.origin(response.lastTarget() + length); // the zone stands there now
            }
        }
        EndpointRecords.sayWhatIsLeftOut(response, order);
    }

    /** The place of the first visible Service that has the address as a cluster IP; negative if there is none. */
    private int clusterAddress(Object found) {
        for (int i = 0; i < ReverseNames.count(found); i++) {
            ReverseEntry entry = ReverseNames.entry(found, i);
            if (entry instanceof ClusterAddress && entry.isVisible(hidesEmptyServices)) {
                return i;
            }
        }
        return INVALID;
    }

    /** Reads the labels before {@code in-addr.arpa} or {@code ip6.arpa} from the right; returns how many nibbles, negative if they are none. */
    private int readAddress(AskedName asked, byte[] address) {
        int labels = asked.labels() - ARPA_LABELS;
        if (labels > (isIpv4 ? 4 : 32)) {
            return INVALID;
        }
        for (int i = 0; i < labels; i++) {
            int offset = asked.offset(labels - 1 - i);
            if (!(isIpv4 ? readOctet(asked, offset, address, i) : readNibble(asked, offset, address, i))) {
                return INVALID;
            }
        }
        return isIpv4 ? 2 * labels : labels;
    }

    private static boolean readOctet(AskedName asked, int offset, byte[] address, int place) {
        int value = PodAddress.decimal(asked.bytes(), offset + 1, offset + 1 + asked.bytes()[offset]);
        address[place] = (byte) value;
        return value >= 0;
    }

    private static boolean readNibble(AskedName asked, int offset, byte[] address, int place) {
        int digit = asked.bytes()[offset] == 1 ? PodAddress.hexDigit(asked.bytes()[offset + 1]) : INVALID;
        int octet = place >> 1;
        address[octet] = (byte) ((place & 1) == 0 ? digit << 4 : address[octet] | digit);
        return digit >= 0;
    }
}
