// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Pod;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A pod that runs.
 *
 * @param seed what was asked for
 * @param uid its uid
 * @param zone the zone of its node, empty when there is none
 * @param addresses its addresses, the primary first
 */
record PodState(PodSeed seed, String uid, String zone, List<IpAddress> addresses) {
    static PodState of(PodSeed seed, String zone, List<IpAddress> addresses) {
        String uid = seed.uid().isEmpty() ? uidOf(seed.key()) : seed.uid();
        return new PodState(seed, uid, zone, addresses);
    }

    /** As the model knows it. */
    Pod toPod() {
        return Pod.builder(seed.namespace(), seed.name())
                .uid(uid)
                .addresses(addresses)
                .nodeName(seed.nodeName())
                .hostNetwork(seed.template().hostNetwork())
                .labels(seed.labels())
                .build();
    }

    /** Its first address of a family. */
    Optional<IpAddress> address(AddressFamily family) {
        return addresses.stream().filter(address -> address.family() == family).findFirst();
    }

    /** As an endpoint of a Service of its namespace, by the rules of the EndpointSlice controller. */
    Endpoint toEndpoint(IpAddress address, String serviceName, boolean publishNotReady) {
        boolean isReady = seed.isReady() && !seed.isTerminating();
        boolean isPublished = !seed.hostname().isEmpty() && seed.subdomain().equals(serviceName);
        return Endpoint.builder(address)
                .hostname(isPublished ? seed.hostname() : "")
                .pod(seed.name(), uid)
                .nodeName(seed.nodeName())
                .zone(zone)
                .conditions(isReady || publishNotReady, seed.isReady(), seed.isTerminating())
                .build();
    }

    private static String uidOf(String key) {
        return UUID.nameUUIDFromBytes(("Pod " + key).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
