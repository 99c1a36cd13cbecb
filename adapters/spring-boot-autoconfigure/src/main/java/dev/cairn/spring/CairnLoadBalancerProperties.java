// SPDX-License-Identifier: Apache-2.0
package dev.cairn.spring;

import dev.cairn.lb.OutlierDetection;
import dev.cairn.lb.Target;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code cairn.lb.*}.
 *
 * <p><b>Immutable.</b>
 *
 * @param enabled whether Cairn is the load balancer of this application
 * @param target what a service id stands for; {service} is the id, as in k8s:///{service}.shop:http
 * @param policy how endpoints are picked: p2c-peak-ewma, p2c-least-request, round-robin, weighted-round-robin, random or pick-first
 * @param slowStart how long a new endpoint gets fewer calls than the others; zero for not at all
 * @param readyTimeout how long calls wait for an endpoint while there is none, counted from the first of them
 * @param outlierDetection when an endpoint that does worse than its peers gets no calls for a while
 * @param services what differs for some services, by service id
 */
@ConfigurationProperties("cairn.lb")
public record CairnLoadBalancerProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("k8s:///{service}") String target,
        @DefaultValue("p2c-peak-ewma") String policy,
        @DefaultValue("30s") Duration slowStart,
        @DefaultValue("5s") Duration readyTimeout,
        @DefaultValue Ejection outlierDetection,
        @DefaultValue Map<String, Service> services) {

    /** Copies the map, and refuses a negative time. */
    public CairnLoadBalancerProperties {
        services = Map.copyOf(services);
        if (readyTimeout.isNegative()) {
            throw new IllegalArgumentException("cairn.lb.ready-timeout must not be negative, was " + readyTimeout);
        }
    }

    /**
     * When an endpoint is ejected.
     *
     * @param consecutiveFailures failures in a row that eject while the peers are well
     * @param minSuccessRate the success rate below which an endpoint is compared with its peers, 0 to 1
     * @param requestVolume calls in 10 s without which there is no success rate to speak of
     * @param baseEjectionTime how long the first ejection lasts; each that follows lasts twice as long
     * @param maxEjectionTime how long an ejection lasts at most
     * @param maxEjectionPercent the part of the endpoints that may be ejected at once; 0 for no ejection
     */
    public record Ejection(
            @DefaultValue("5") int consecutiveFailures,
            @DefaultValue("0.8") double minSuccessRate,
            @DefaultValue("10") int requestVolume,
            @DefaultValue("5s") Duration baseEjectionTime,
            @DefaultValue("5m") Duration maxEjectionTime,
            @DefaultValue("50") int maxEjectionPercent) {

        OutlierDetection toOutlierDetection() {
            return OutlierDetection.builder()
                    .consecutiveFailures(consecutiveFailures)
                    .minSuccessRate(minSuccessRate)
                    .requestVolume(requestVolume)
                    .baseEjectionTime(baseEjectionTime)
                    .maxEjectionTime(maxEjectionTime)
                    .maxEjectionPercent(maxEjectionPercent)
                    .build();
        }
    }

    /**
     * What differs for one service.
     *
     * @param target what its id stands for; empty for the general rule
     * @param policy how its endpoints are picked; empty for the general one
     */
    public record Service(
            @DefaultValue("") String target,
            @DefaultValue("") String policy) {}

    /**
     * What a service id stands for.
     *
     * @throws IllegalArgumentException when that is no target
     */
    Target targetOf(String serviceId) {
        Service service = services.get(serviceId);
        String template = service == null || service.target().isEmpty() ? target : service.target();
        return Target.parse(template.replace("{service}", serviceId));
    }

    String policyOf(String serviceId) {
        Service service = services.get(serviceId);
        return service == null || service.policy().isEmpty() ? policy : service.policy();
    }
}
