// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.manifests.object.PodTemplate;
import dev.cairn.discovery.manifests.yaml.Place;
import java.util.List;
import java.util.Map;

/**
 * A pod that should run, before it has its addresses.
 *
 * @param namespace the namespace
 * @param name the name
 * @param uid the uid as declared, empty when there is none
 * @param template what it is made of
 * @param labels its labels, with those that its controller adds
 * @param hostname the host name, empty when there is none
 * @param subdomain the Service below which the host name is published, empty when there is none
 * @param nodeName the node, empty when there is none
 * @param addresses the addresses that it declares itself
 * @param isReady whether it is ready, apart from any deletion
 * @param isTerminating whether its deletion has begun
 * @param place where it or its workload stands
 */
record PodSeed(
        String namespace,
        String name,
        String uid,
        PodTemplate template,
        Map<String, String> labels,
        String hostname,
        String subdomain,
        String nodeName,
        List<IpAddress> addresses,
        boolean isReady,
        boolean isTerminating,
        Place place) {
    /** What addresses are allotted by. */
    String key() {
        return namespace + "/" + name;
    }
}
