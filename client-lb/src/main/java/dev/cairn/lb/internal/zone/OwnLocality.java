// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.zone;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.ServiceSnapshot;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Zone and node of this process: what an option says, else the environment variables {@code CAIRN_ZONE} and {@code CAIRN_NODE}, else
 * what discovery says of an endpoint that has an address of this machine. <b>Thread-safe.</b>
 */
public final class OwnLocality {
    /** Names the zone. */
    public static final String ZONE_VARIABLE = "CAIRN_ZONE";

    /** Names the node; the downward API has it as {@code spec.nodeName}. */
    public static final String NODE_VARIABLE = "CAIRN_NODE";

    private static final Logger LOG = LoggerFactory.getLogger(OwnLocality.class);

    private final Set<IpAddress> addresses;
    private volatile Locality locality;

    /**
     * What is known at the start.
     *
     * @param given what options say
     * @param environment the environment variables
     * @param addresses those of this machine that nobody else has
     */
    public OwnLocality(Locality given, Map<String, String> environment, Set<IpAddress> addresses) {
        Locality named = new Locality(
                environment.getOrDefault(ZONE_VARIABLE, "").strip(),
                environment.getOrDefault(NODE_VARIABLE, "").strip());
        this.addresses = Set.copyOf(addresses);
        locality = given.orElse(named);
    }

    /** What is known now. */
    public Locality locality() {
        return locality;
    }

    /** Looks for this process among the endpoints of a Service; true when something new is known of it. */
    public boolean learn(ServiceSnapshot snapshot) {
        Locality before = locality;
        if (before.isWhole() || addresses.isEmpty()) {
            return false;
        }
        for (EndpointGroup group : snapshot.groups()) {
            for (Endpoint endpoint : group.endpoints()) {
                if (addresses.contains(endpoint.address())) {
                    return learn(before, endpoint, snapshot);
                }
            }
        }
        return false;
    }

    private boolean learn(Locality before, Endpoint self, ServiceSnapshot snapshot) {
        Locality seen = new Locality(self.zone().orElse(""), self.nodeName().orElse(""));
        Locality now = before.orElse(seen);
        if (now.equals(before)) {
            return false;
        }
        locality = now;
        LOG.info("this process is {} of {}: zone {}, node {}", self.address(), snapshot.name(), now.zone(), now.node());
        return true;
    }
}
