// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.source;

import dev.cairn.discovery.Service;
import dev.cairn.discovery.SessionAffinity;
import dev.cairn.discovery.TrafficPolicy;
import java.time.Duration;

/**
 * What a Service says of how its endpoints are to be chosen.
 *
 * <p><b>Immutable.</b>
 *
 * @param internalTrafficPolicy which endpoints callers inside the cluster may use
 * @param trafficDistribution the wish how traffic is spread, as written; empty when there is none
 * @param sessionAffinity whether calls of one client stay with one endpoint
 * @param sessionAffinityTimeout how long an idle client keeps its endpoint
 */
public record ServiceRules(
        TrafficPolicy internalTrafficPolicy,
        String trafficDistribution,
        SessionAffinity sessionAffinity,
        Duration sessionAffinityTimeout) {
    /** What holds where there is no Service that says otherwise. */
    public static final ServiceRules NONE =
            new ServiceRules(TrafficPolicy.CLUSTER, "", SessionAffinity.NONE, Duration.ZERO);

    static ServiceRules of(Service service) {
        return new ServiceRules(
                service.internalTrafficPolicy(),
                service.trafficDistribution(),
                service.sessionAffinity(),
                service.sessionAffinityTimeout());
    }
}
