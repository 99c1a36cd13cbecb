// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.ResponseWriter;
import dev.cairn.dns.wire.Section;

/** Writes the NS records of a zone: the Services whose endpoints this server is, or {@code ns.dns.<zone>} if there are none. */
final class NameServers {
    private static final byte[] NS_DNS = {2, 'n', 's', 3, 'd', 'n', 's'};

    private NameServers() {}

    static void write(
            ClusterModel model,
            OwnAddresses own,
            AnswerContext context,
            ResponseWriter response,
            int owner,
            int ttlSeconds) {
        int found = find(model, own, context);
        if (found == 0) {
            writeOwn(own, context, response, owner, ttlSeconds);
            return;
        }
        context.forgetTargets();
        for (int i = 0; i < found; i++) {
            EndpointName server = server(context, i);
            byte[] name = isHeadless(server) ? context.name : server.cell().labels;
            int length = isHeadless(server)
                    ? EndpointRecords.name(context, server.block, server.index)
                    : server.cell().labels.length;
            if (!response.name(Section.ANSWER, owner, RecordType.NS, ttlSeconds, name, 0, length)) {
                return;
            }
            context.rememberTarget(response.lastTarget(), i);
        }
        for (int i = 0; i < found; i++) {
            glue(context, response, context.targetOffset(i), ttlSeconds, server(context, i));
        }
    }

    /** Writes {@code ns.dns.<zone>} as the only name server. */
    static void writeOwn(OwnAddresses own, AnswerContext context, ResponseWriter response, int owner, int ttlSeconds) {
        response.name(Section.ANSWER, owner, RecordType.NS, ttlSeconds, NS_DNS, 0, NS_DNS.length);
        int target = response.lastTarget();
        for (byte[] address : own.all()) {
            if (address.length == 4 || !context.hidesIpv6()) {
                response.address(Section.ADDITIONAL, target, ttlSeconds, address, 0, address.length);
            }
        }
    }

    /** Puts the endpoints that are this server into the context, each name once; returns how many. */
    private static int find(ClusterModel model, OwnAddresses own, AnswerContext context) {
        int found = 0;
        for (byte[] address : own.reachable()) {
            Object entries = model.reverseNames().find(address, address.length);
            int count = entries == null ? 0 : ReverseNames.count(entries);
            for (int i = 0; i < count && entries != null && found < AnswerContext.MAX_NAME_SERVERS; i++) {
                if (ReverseNames.entry(entries, i) instanceof EndpointName server
                        && server.cell().namespace.isVisible()
                        && !isKnown(context, found, server)) {
                    context.nameServers[found++] = server;
                }
            }
        }
        return found;
    }

    private static boolean isKnown(AnswerContext context, int found, EndpointName server) {
        for (int i = 0; i < found; i++) {
            EndpointName other = server(context, i);
            if (other.cell() == server.cell() && (!isHeadless(server) || other.sharesLabel(server))) {
                return true;
            }
        }
        return false;
    }

    private static EndpointName server(AnswerContext context, int index) {
        EndpointName server = context.nameServers[index];
        if (server == null) {
            throw new AssertionError("no name server " + index);
        }
        return server;
    }

    private static boolean isHeadless(EndpointName server) {
        CompiledService service = server.cell().current();
        return service == null || service.isHeadless();
    }

    private static void glue(
            AnswerContext context, ResponseWriter response, int target, int ttlSeconds, EndpointName server) {
        CompiledService service = server.cell().current();
        if (service == null) {
            return;
        }
        if (!service.isHeadless()) {
            ServiceRecords.clusterGlue(context, response, target, ttlSeconds, service);
            return;
        }
        EndpointRecords.glue(context, response, target, ttlSeconds, service, server.block, server.index, null);
    }
}
