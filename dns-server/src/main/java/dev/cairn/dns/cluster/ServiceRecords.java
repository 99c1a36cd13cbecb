// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.ResponseWriter;
import dev.cairn.dns.wire.Section;
import org.jspecify.annotations.Nullable;

/** Writes the records at the names of one Service. Each method returns false, and has written nothing, if there are none. */
final class ServiceRecords {
    private ServiceRecords() {}

    /** The records of a type at the Service's own name. */
    static boolean atService(
            AnswerContext context,
            ResponseWriter response,
            int owner,
            int ttlSeconds,
            CompiledService service,
            int type) {
        if (!service.isHeadless()) {
            return switch (type) {
                case RecordType.A -> clusterAddresses(response, Section.ANSWER, owner, ttlSeconds, service.ipv4(), 4);
                case RecordType.AAAA ->
                    clusterAddresses(response, Section.ANSWER, owner, ttlSeconds, service.ipv6(), 16);
                case RecordType.SRV -> clusterServices(context, response, owner, ttlSeconds, service, null);
                default -> false;
            };
        }
        Endpoints endpoints = service.endpoints();
        return endpoints != null && atEndpoints(context, response, owner, ttlSeconds, service, endpoints, type);
    }

    /** The records of a type at a name that stands for endpoints. */
    static boolean atEndpoints(
            AnswerContext context,
            ResponseWriter response,
            int owner,
            int ttlSeconds,
            CompiledService service,
            Endpoints endpoints,
            int type) {
        return switch (type) {
            case RecordType.A, RecordType.AAAA ->
                EndpointRecords.addresses(context, response, owner, ttlSeconds, endpoints, type == RecordType.A);
            case RecordType.SRV -> endpointServices(context, response, owner, ttlSeconds, service, endpoints, null);
            default -> false;
        };
    }

    /** The SRV records at {@code _port._proto}, which the name begins with. */
    static boolean atPort(
            AnswerContext context,
            ResponseWriter response,
            int owner,
            int ttlSeconds,
            CompiledService service,
            AskedName port) {
        if (!service.isHeadless()) {
            return clusterServices(context, response, owner, ttlSeconds, service, port);
        }
        Endpoints endpoints = service.endpoints();
        return endpoints != null && endpointServices(context, response, owner, ttlSeconds, service, endpoints, port);
    }

    /** Whether there is such a name: a port of the Service, or of one of its endpoints if it is headless. */
    static boolean hasPort(CompiledService service, AskedName port) {
        if (!service.isHeadless()) {
            return service.ports().countNamed(port.bytes(), port.offset(0), port.offset(1)) > 0;
        }
        Endpoints endpoints = service.endpoints();
        return endpoints != null && EndpointRecords.candidates(endpoints, port) > 0;
    }

    /** Whether there is a port of the protocol that the name begins with, so that names exist below it. */
    static boolean hasProtocol(CompiledService service, AskedName protocol) {
        if (!service.isHeadless()) {
            return service.ports().hasNamedPortOf(protocol.bytes(), protocol.offset(0));
        }
        Endpoints endpoints = service.endpoints();
        for (int run = 0; endpoints != null && run < endpoints.runs(); run++) {
            if (endpoints.block(run).ports().hasNamedPortOf(protocol.bytes(), protocol.offset(0))) {
                return true;
            }
        }
        return false;
    }

    /** Cluster IPs of one family. */
    private static boolean clusterAddresses(
            ResponseWriter response, Section section, int owner, int ttlSeconds, byte[] addresses, int length) {
        for (int at = 0; at < addresses.length; at += length) {
            if (!response.address(section, owner, ttlSeconds, addresses, at, length)) {
                break;
            }
        }
        return addresses.length > 0;
    }

    /** Adds the cluster IPs of a Service whose own name is a target. */
    static void clusterGlue(
            AnswerContext context, ResponseWriter response, int target, int ttlSeconds, CompiledService service) {
        clusterAddresses(response, Section.ADDITIONAL, target, ttlSeconds, service.ipv4(), 4);
        if (!context.hidesIpv6()) {
            clusterAddresses(response, Section.ADDITIONAL, target, ttlSeconds, service.ipv6(), 16);
        }
    }

    private static boolean endpointServices(
            AnswerContext context,
            ResponseWriter response,
            int owner,
            int ttlSeconds,
            CompiledService service,
            Endpoints endpoints,
            @Nullable AskedName port) {
        int candidates = EndpointRecords.candidates(endpoints, port);
        if (candidates == 0) {
            return false;
        }
        EndpointRecords.services(context, response, owner, ttlSeconds, service, endpoints, port, candidates);
        return true;
    }

    /** One record for each port that leads to the Service's own name, whose cluster IPs are added. */
    private static boolean clusterServices(
            AnswerContext context,
            ResponseWriter response,
            int owner,
            int ttlSeconds,
            CompiledService service,
            @Nullable AskedName port) {
        Ports ports = service.ports();
        int addresses = service.ipv4().length / 4 + service.ipv6().length / 16;
        int candidates = addresses * EndpointRecords.count(ports, port);
        if (candidates == 0) {
            return false;
        }
        int weight = EndpointRecords.weight(candidates);
        byte[] target = service.cell().labels;
        int targetOffset = -1;
        int start = context.start(ports.count());
        for (int i = 0; i < ports.count(); i++) {
            int at = ports.offset((start + i) % ports.count());
            if (!EndpointRecords.isAsked(ports, at, port)) {
                continue;
            }
            if (!response.srv(
                    Section.ANSWER, owner, ttlSeconds, 0, weight, ports.number(at), target, 0, target.length)) {
                return true;
            }
            targetOffset = targetOffset < 0 ? response.lastTarget() : targetOffset;
        }
        if (targetOffset >= 0) {
            clusterGlue(context, response, targetOffset, ttlSeconds, service);
        }
        return true;
    }
}
