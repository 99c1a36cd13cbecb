// SPDX-License-Identifier: Apache-2.0
package dev.cairn.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.lb.Balancers;
import dev.cairn.lb.Target;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CairnResolverTest {
    private static Properties properties(String... pairs) {
        Properties properties = new Properties();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.setProperty("dev.cairn.resolver." + pairs[i], pairs[i + 1]);
        }
        return properties;
    }

    @Test
    void knowsWhatThePropertiesSay() {
        Properties properties = properties(
                "namespaces", "shop, billing,",
                "services", "orders=k8s:///orders.shop:http; fixed = static:///10.0.0.1:80",
                "clusterDomain", "example.org");
        try (Balancers balancers = CairnResolver.fromProperties(properties)) {
            assertThat(balancers.targetOf("cart.shop")).contains(Target.parse("k8s:///cart.shop"));
            assertThat(balancers.targetOf("dues.billing")).contains(Target.parse("k8s:///dues.billing"));
            assertThat(balancers.targetOf("orders")).contains(Target.parse("k8s:///orders.shop:http"));
            assertThat(balancers.targetOf("fixed")).contains(Target.parse("static:///10.0.0.1:80"));
            assertThat(balancers.targetOf("a.b.svc.example.org")).isPresent();
            assertThat(balancers.targetOf("a.b.svc.cluster.local")).isEmpty();
        }
    }

    @Test
    void knowsNamesOfTheClusterWithoutProperties() {
        try (Balancers balancers = CairnResolver.fromProperties(new Properties())) {
            assertThat(balancers.targetOf("a.b.svc.cluster.local")).isPresent();
            assertThat(balancers.targetOf("a.b")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "=k8s:///orders.shop", "orders=http://orders"})
    void refusesWhatIsNoService(String services) {
        assertThatThrownBy(() -> CairnResolver.fromProperties(properties("services", services)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
