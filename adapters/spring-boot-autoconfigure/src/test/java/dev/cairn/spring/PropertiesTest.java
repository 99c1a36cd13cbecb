// SPDX-License-Identifier: Apache-2.0
package dev.cairn.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.lb.OutlierDetection;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PropertiesTest {
    private static CairnLoadBalancerProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("cairn.lb", CairnLoadBalancerProperties.class);
    }

    @Test
    void theDefaultsAreThoseOfTheLibrary() {
        CairnLoadBalancerProperties defaults = bind(Map.of());
        OutlierDetection detection = defaults.outlierDetection().toOutlierDetection();
        OutlierDetection standard = OutlierDetection.standard();
        assertThat(detection.consecutiveFailures()).isEqualTo(standard.consecutiveFailures());
        assertThat(detection.minSuccessRate()).isEqualTo(standard.minSuccessRate());
        assertThat(detection.requestVolume()).isEqualTo(standard.requestVolume());
        assertThat(detection.baseEjectionTime()).isEqualTo(standard.baseEjectionTime());
        assertThat(detection.maxEjectionTime()).isEqualTo(standard.maxEjectionTime());
        assertThat(detection.maxEjectionPercent()).isEqualTo(standard.maxEjectionPercent());
        assertThat(defaults.slowStart()).hasSeconds(30);
        assertThat(defaults.readyTimeout()).hasSeconds(5);
        assertThat(defaults.targetOf("orders")).hasToString("k8s:///orders");
    }

    @Test
    void aServiceIdIsPutIntoTheTarget() {
        CairnLoadBalancerProperties properties = bind(Map.of(
                "cairn.lb.target",
                "manifests:///{service}.shop:http",
                "cairn.lb.services.payments.target",
                "k8s:///payments.bank:8080",
                "cairn.lb.services.payments.policy",
                "random"));
        assertThat(properties.targetOf("orders")).hasToString("manifests:///orders.shop:http");
        assertThat(properties.targetOf("payments")).hasToString("k8s:///payments.bank:8080");
        assertThat(properties.policyOf("orders")).isEqualTo("p2c-peak-ewma");
        assertThat(properties.policyOf("payments")).isEqualTo("random");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "enabled",
                "target",
                "policy",
                "slow-start",
                "ready-timeout",
                "services",
                "outlier-detection.consecutive-failures",
                "outlier-detection.min-success-rate",
                "outlier-detection.request-volume",
                "outlier-detection.base-ejection-time",
                "outlier-detection.max-ejection-time",
                "outlier-detection.max-ejection-percent"
            })
    void editorsKnowEachProperty(String property) throws Exception {
        try (InputStream in =
                CairnLoadBalancerProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            assertThat(in).isNotNull();
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .containsPattern("\"name\": \"cairn\\.lb\\." + property
                            + "\",\\s+\"type\": \"[^\"]+\",\\s+\"description\": \"");
        }
    }
}
