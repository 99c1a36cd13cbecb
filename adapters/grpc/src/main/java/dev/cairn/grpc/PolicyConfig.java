// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

import dev.cairn.lb.Balancer;
import dev.cairn.lb.OutlierDetection;
import dev.cairn.lb.policy.Policies;
import dev.cairn.lb.policy.Policy;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a service config says of the policy; what it doesn't say is as the {@link dev.cairn.lb.Balancers} have it.
 *
 * <pre>{@code
 * {"loadBalancingConfig": [{"cairn": {"policy": "p2c-least-request", "slowStart": "10s", "outlierDetection": {"consecutiveFailures": 3}}}]}
 * }</pre>
 *
 * <p><b>Immutable.</b> Equal when the JSON is.
 */
final class PolicyConfig {
    static final PolicyConfig DEFAULTS = new PolicyConfig(Map.of());

    private final Map<String, Object> json;
    private @Nullable Policy policy;
    private @Nullable Duration slowStart;
    private @Nullable OutlierDetection outlierDetection;
    private Duration readyTimeout = Duration.ofSeconds(5);

    private PolicyConfig(Map<String, ?> json) {
        this.json = Map.copyOf(json);
    }

    /**
     * Reads a configuration.
     *
     * @throws IllegalArgumentException when it has unknown keys or bad values
     */
    static PolicyConfig of(Map<String, ?> json) {
        PolicyConfig config = new PolicyConfig(json);
        JsonObject object = new JsonObject(json, Set.of("policy", "slowStart", "outlierDetection", "readyTimeout"));
        object.text("policy", name -> config.policy = Policies.byName(name));
        object.duration("slowStart", value -> config.slowStart = value);
        object.object("outlierDetection", value -> config.outlierDetection = detection(value));
        object.duration("readyTimeout", value -> config.readyTimeout = value);
        return config;
    }

    private static OutlierDetection detection(Map<?, ?> json) {
        JsonObject object = new JsonObject(
                json,
                Set.of(
                        "consecutiveFailures",
                        "minSuccessRate",
                        "requestVolume",
                        "baseEjectionTime",
                        "maxEjectionTime",
                        "maxEjectionPercent"));
        OutlierDetection.Builder builder = OutlierDetection.builder();
        object.integer("consecutiveFailures", builder::consecutiveFailures);
        object.number("minSuccessRate", builder::minSuccessRate);
        object.integer("requestVolume", builder::requestVolume);
        object.duration("baseEjectionTime", builder::baseEjectionTime);
        object.duration("maxEjectionTime", builder::maxEjectionTime);
        object.integer("maxEjectionPercent", builder::maxEjectionPercent);
        return builder.build();
    }

    Balancer.Builder applyTo(Balancer.Builder builder) {
        if (policy != null) {
            builder.policy(policy);
        }
        if (slowStart != null) {
            builder.slowStart(slowStart);
        }
        if (outlierDetection != null) {
            builder.outlierDetection(outlierDetection);
        }
        return builder;
    }

    /** How long calls wait when the last endpoint has gone; zero for not at all. */
    Duration readyTimeout() {
        return readyTimeout;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PolicyConfig that && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
