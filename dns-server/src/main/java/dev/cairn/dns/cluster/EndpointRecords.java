// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.ResponseWriter;
import dev.cairn.dns.wire.Section;
import org.jspecify.annotations.Nullable;

/** Writes the records that are made of endpoints. */
final class EndpointRecords {
    private static final int FIXED_BYTES = 12; // of a record whose owner is a pointer
    private static final int SRV_NUMBERS_BYTES = 6;
    private static final int IPV6_BYTES = 16;

    private EndpointRecords() {}

    /** Writes the A or AAAA records of endpoints, each address once; returns false if there are none of the family. */
    static boolean addresses(
            AnswerContext context,
            ResponseWriter response,
            int owner,
            int ttlSeconds,
            Endpoints endpoints,
            boolean ipv4) {
        int first = ipv4 ? 0 : endpoints.ipv4Count();
        int count = (ipv4 ? endpoints.ipv4Count() : endpoints.count()) - first;
        if (count == 0) {
            return false;
        }
        int length = ipv4 ? 4 : 16;
        RecordOrder order = context.order(count, response.remaining() / (FIXED_BYTES + length));
        Repeats repeats = endpoints.mayRepeatAddresses() ? context.repeats() : null;
        for (int i = 0; i < count; i++) {
            int position = first + order.next();
            int run = endpoints.runOf(position);
            int index = endpoints.indexOf(position, run);
            EndpointBlock block = endpoints.block(run);
            if (isLeftOut(order, block, index) || repeats != null && !repeats.addAddress(endpoints, position)) {
                continue;
            }
            if (!response.address(Section.ANSWER, owner, ttlSeconds, block.addresses(), index * length, length)) {
                return true;
            }
        }
        sayWhatIsLeftOut(response, order);
        return true;
    }

    private static boolean isLeftOut(RecordOrder order, EndpointBlock block, int index) {
        return order.isChosen() && !order.keeps(block.addressHash(index));
    }

    /** A choice leaves records out even if it ends up with room to spare. */
    static void sayWhatIsLeftOut(ResponseWriter response, RecordOrder order) {
        if (order.isChosen()) {
            response.setTruncated(true);
        }
    }

    /** How many pairs of endpoint and port the labels {@code _port._proto} stand for; of all ports if there are no labels. */
    static int candidates(Endpoints endpoints, @Nullable AskedName port) {
        int candidates = 0;
        for (int run = 0; run < endpoints.runs(); run++) {
            candidates += endpoints.length(run) * count(endpoints.block(run).ports(), port);
        }
        return candidates;
    }

    /** How many of the ports are meant. */
    static int count(Ports ports, @Nullable AskedName port) {
        return port == null ? ports.count() : ports.countNamed(port.bytes(), port.offset(0), port.offset(1));
    }

    /**
     * Writes one SRV record for each pair of label and port, then the addresses of the targets as far as there is room.
     *
     * @param service whose endpoints these are
     * @param port begins with the labels {@code _port._proto}; null for all ports
     * @param candidates from {@link #candidates}, not 0
     */
    static void services(
            AnswerContext context,
            ResponseWriter response,
            int owner,
            int ttlSeconds,
            CompiledService service,
            Endpoints endpoints,
            @Nullable AskedName port,
            int candidates) {
        int weight = weight(candidates);
        RecordOrder order = context.order(endpoints.count(), room(context, response, endpoints, candidates));
        Repeats repeats = endpoints.mayRepeatLabels() ? context.repeats() : null;
        context.forgetTargets();
        boolean fits = true;
        for (int i = 0; i < endpoints.count() && fits; i++) {
            int position = order.next();
            int run = endpoints.runOf(position);
            int index = endpoints.indexOf(position, run);
            EndpointBlock block = endpoints.block(run);
            if (endpoints.startsLabel(position, run) && !isLeftOut(order, block, index)) {
                fits = targets(context, response, owner, ttlSeconds, endpoints, position, port, weight, repeats);
            }
        }
        sayWhatIsLeftOut(response, order);
        byte[] zone = endpoints instanceof ZoneEndpoints inZone ? inZone.zone() : null;
        for (int i = 0; i < context.targets(); i++) {
            int position = context.targetPosition(i);
            int run = endpoints.runOf(position);
            int index = endpoints.indexOf(position, run);
            glue(context, response, context.targetOffset(i), ttlSeconds, service, endpoints.block(run), index, zone);
        }
    }

    /** The weight that CoreDNS gives each of so many candidates. */
    static int weight(int candidates) {
        return Math.max(1, 100 / candidates);
    }

    /** About how many endpoints' records there is room for. */
    private static int room(AnswerContext context, ResponseWriter response, Endpoints endpoints, int candidates) {
        EndpointBlock sample = endpoints.block(0);
        int labelBytes = sample.labels().length / sample.count();
        int targetBytes = labelBytes + sample.suffix().length + context.zoneBytes;
        int recordBytes = FIXED_BYTES + SRV_NUMBERS_BYTES + targetBytes;
        int recordsEach = Math.max(1, candidates / endpoints.count());
        return response.remaining() / (recordBytes * recordsEach);
    }

    /** Writes the records of one endpoint; returns false if one does not fit. */
    private static boolean targets(
            AnswerContext context,
            ResponseWriter response,
            int owner,
            int ttlSeconds,
            Endpoints endpoints,
            int position,
            @Nullable AskedName port,
            int weight,
            @Nullable Repeats repeats) {
        int run = endpoints.runOf(position);
        EndpointBlock block = endpoints.block(run);
        Ports ports = block.ports();
        int nameBytes = -1;
        for (int at = 0; at < ports.end(); at = ports.after(at)) {
            int number = ports.number(at);
            if (!isAsked(ports, at, port) || repeats != null && !repeats.addTarget(endpoints, position, number)) {
                continue;
            }
            boolean first = nameBytes < 0;
            if (first) {
                nameBytes = name(context, block, endpoints.indexOf(position, run));
            }
            if (!response.srv(Section.ANSWER, owner, ttlSeconds, 0, weight, number, context.name, 0, nameBytes)) {
                return (response.flags() & Header.FLAG_TC) == 0;
            }
            if (first && (repeats == null || repeats.addTarget(endpoints, position, 0))) {
                context.rememberTarget(response.lastTarget(), position);
            }
        }
        return true;
    }

    /** Whether a port is meant, and has a record of its own. */
    static boolean isAsked(Ports ports, int at, @Nullable AskedName port) {
        return port == null
                ? !ports.repeatsNumber(at)
                : ports.isNamed(at, port.bytes(), port.offset(0), port.offset(1));
    }

    /** Puts the labels of an endpoint's name, without the zone, into {@code context.name}; returns their length. */
    static int name(AnswerContext context, EndpointBlock block, int index) {
        byte[] labels = block.labels();
        int offset = block.labelOffset(index);
        int length = 1 + labels[offset];
        System.arraycopy(labels, offset, context.name, 0, length);
        byte[] suffix = block.suffix();
        System.arraycopy(suffix, 0, context.name, length, suffix.length);
        return length + suffix.length;
    }

    private static boolean isLeftOut(AnswerContext context, int addressBytes) {
        return addressBytes == IPV6_BYTES && context.hidesIpv6();
    }

    /** Writes the addresses of an endpoint's name, of one zone if one is given, as far as there is room. */
    static void glue(
            AnswerContext context,
            ResponseWriter response,
            int owner,
            int ttlSeconds,
            CompiledService service,
            EndpointBlock block,
            int index,
            byte @Nullable [] zone) {
        Endpoints sharing = service.sharing(block, index);
        if (sharing == null) {
            return;
        }
        Repeats repeats = sharing.mayRepeatAddresses() ? context.repeats() : null;
        for (int position = 0; position < sharing.count(); position++) {
            int run = sharing.runOf(position);
            EndpointBlock holder = sharing.block(run);
            int length = holder.addressBytes();
            int place = sharing.indexOf(position, run);
            int offset = place * length;
            if (zone != null && !holder.isInZone(place, zone) || isLeftOut(context, length)) {
                continue;
            }
            boolean repeated = repeats != null && !repeats.addAddress(sharing, position);
            if (!repeated
                    && !response.address(Section.ADDITIONAL, owner, ttlSeconds, holder.addresses(), offset, length)) {
                return;
            }
        }
    }
}
