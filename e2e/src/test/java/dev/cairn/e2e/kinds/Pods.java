// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.kinds;

import dev.cairn.e2e.cluster.Waiting;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodIP;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The pods with one value of the label {@code app}, as the API server has them. */
final class Pods {
    private static final int SECONDS = 20;

    private Pods() {}

    /** Waits until there are so many that have an address and are not being deleted. */
    static List<Pod> await(Scene scene, String app, int count) {
        Waiting.until(count + " pods of " + app, SECONDS, () -> here(scene, app).size() == count);
        return here(scene, app);
    }

    private static List<Pod> here(Scene scene, String app) {
        return scene
                .cluster()
                .client()
                .pods()
                .inNamespace(scene.namespace())
                .withLabel("app", app)
                .list()
                .getItems()
                .stream()
                .filter(pod -> pod.getStatus().getPodIP() != null)
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    static Set<String> addresses(List<Pod> pods) {
        return pods.stream().map(pod -> pod.getStatus().getPodIP()).collect(Collectors.toSet());
    }

    /** Their IPv6 addresses, as {@link #written} writes them. */
    static Set<String> addressesV6(List<Pod> pods) {
        return pods.stream()
                .flatMap(pod -> pod.getStatus().getPodIPs().stream())
                .map(PodIP::getIp)
                .filter(address -> address.contains(":"))
                .map(Pods::written)
                .collect(Collectors.toSet());
    }

    /** An address in the one form that the resolver of these tests uses. */
    static String written(String address) {
        try {
            return InetAddress.getByName(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address + " is no address", e);
        }
    }

    /** Each address with this port. */
    static Set<String> on(int port, Set<String> addresses) {
        return addresses.stream().map(address -> address + ":" + port).collect(Collectors.toSet());
    }
}
