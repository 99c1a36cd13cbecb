// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.IpAddress;
import java.util.Locale;

/**
 * The label of an endpoint below its Service's name (Kubernetes DNS spec 1.1.0 §2.4.1): its host name; else, where that is wanted, the
 * name of its pod; else its address with hyphens.
 *
 * <p>A host name or pod name that is not one label of letters, digits and hyphens is passed over. Capitals become small letters.
 */
final class EndpointLabels {
    private EndpointLabels() {}

    static String of(Endpoint endpoint, boolean podNames) {
        String hostname = endpoint.hostname().orElse("");
        if (Labels.isHostLabel(hostname)) {
            return hostname.toLowerCase(Locale.ROOT);
        }
        String podName = podNames ? endpoint.podName().orElse("") : "";
        return Labels.isHostLabel(podName) ? podName.toLowerCase(Locale.ROOT) : of(endpoint.address());
    }

    /** The address with hyphens for dots or colons; one that would end in a hyphen gets a zero. */
    static String of(IpAddress address) {
        String dashed = address.toString().replace('.', '-').replace(':', '-');
        return dashed.endsWith("-") ? dashed + "0" : dashed;
    }
}
