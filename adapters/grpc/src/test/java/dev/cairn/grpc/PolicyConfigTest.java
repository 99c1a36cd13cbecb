// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.lb.Balancer;
import io.grpc.NameResolver.ConfigOrError;
import io.grpc.Status;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyConfigTest {
    private static ConfigOrError parse(Map<String, ?> json) {
        return new CairnLoadBalancerProvider().parseLoadBalancingPolicyConfig(json);
    }

    private static @Nullable String problem(Map<String, ?> json) {
        Status error = parse(json).getError();
        return error == null ? null : error.getDescription();
    }

    @Test
    void readsEachKey() {
        Map<String, ?> json = Map.of(
                "policy",
                "p2c-least-request",
                "slowStart",
                "1.5s",
                "readyTimeout",
                "0s",
                "outlierDetection",
                Map.of(
                        "consecutiveFailures",
                        3.0,
                        "minSuccessRate",
                        0.5,
                        "requestVolume",
                        20.0,
                        "baseEjectionTime",
                        "1s",
                        "maxEjectionTime",
                        "60s",
                        "maxEjectionPercent",
                        30.0));
        assertThat(parse(json).getConfig()).isInstanceOfSatisfying(PolicyConfig.class, config -> {
            assertThat(config.readyTimeout()).isZero();
            try (Balancer balancer =
                    config.applyTo(Balancer.builder("static:///10.0.0.1:80")).build()) {
                assertThat(balancer.explain().policy()).isEqualTo("p2c-least-request");
            }
        });
    }

    @Test
    void hasDefaults() {
        assertThat(parse(Map.of()).getConfig()).isEqualTo(PolicyConfig.DEFAULTS);
        assertThat(PolicyConfig.DEFAULTS.readyTimeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "policy | p2c | policy must be one of p2c-peak-ewma, p2c-least-request, round-robin",
                "polciy | p2c-peak-ewma | unknown key polciy; known are [outlierDetection, policy, readyTimeout, slowStart]",
                "slowStart | 30 | slowStart must be a duration such as \"1.5s\", was 30",
                "outlierDetection | off | outlierDetection must be an object, was off",
            })
    void saysWhatIsWrong(String key, String value, String message) {
        assertThat(problem(Map.of(key, value)))
                .startsWith("the configuration of the policy cairn is wrong: ")
                .contains(message);
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertThat(problem(Map.of("outlierDetection", Map.of("maxEjectionPercent", 101.0))))
                .contains("maxEjectionPercent must be 0..100, was 101");
        assertThat(problem(Map.of("outlierDetection", Map.of("requestVolume", 1.5))))
                .contains("requestVolume must be an integer, was 1.5");
    }
}
