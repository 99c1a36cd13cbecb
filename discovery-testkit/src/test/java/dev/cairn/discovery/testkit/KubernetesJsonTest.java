// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.ServiceName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rest is read back by the contract tests of the sources that read this text. */
class KubernetesJsonTest {
    @Test
    void writesAService() {
        assertThat(KubernetesJson.of(Services.clusterIp("orders.shop", "10.96.0.1", 80), "42"))
                .isEqualTo("""
                        {"apiVersion": "v1", "kind": "Service", \
                        "metadata": {"namespace": "shop", "name": "orders", "resourceVersion": "42"}, \
                        "spec": {"type": "ClusterIP", "clusterIP": "10.96.0.1", "clusterIPs": ["10.96.0.1"], \
                        "ipFamilies": ["IPv4"], "ipFamilyPolicy": "SingleStack", \
                        "ports": [{"name": "http", "protocol": "TCP", "port": 80, "targetPort": 80}]}}""");
    }

    @Test
    void writesHeadlessAndExternalNames() {
        assertThat(KubernetesJson.of(Services.headless("db.shop", 5432))).contains("\"clusterIP\": \"None\"");
        assertThat(KubernetesJson.of(Services.externalName("mail.shop", "mail.example.com")))
                .contains("\"type\": \"ExternalName\", \"externalName\": \"mail.example.com\"");
    }

    @Test
    void writesAnEndpointSlice() {
        Endpoint endpoint = Endpoint.builder(IpAddress.parse("2001:db8::1"))
                .pod("db-0", "uid-0")
                .zoneHints(List.of("zone-a"))
                .draining()
                .build();
        String text = KubernetesJson.of(ServiceName.parse("db.shop"), Groups.of("db-six", 5432, endpoint));
        assertThat(text)
                .contains("\"kind\": \"EndpointSlice\"")
                .contains("\"labels\": {\"kubernetes.io/service-name\": \"db\"}")
                .contains("\"addressType\": \"IPv6\"")
                .contains(
                        "\"targetRef\": {\"kind\": \"Pod\", \"namespace\": \"shop\", \"name\": \"db-0\", \"uid\": \"uid-0\"}")
                .contains("\"hints\": {\"forZones\": [{\"name\": \"zone-a\"}]}")
                .contains("\"ready\": false")
                .contains("\"serving\": true")
                .contains("\"terminating\": true");
    }

    @Test
    void escapesText() {
        assertThat(KubernetesJson.of(new Namespace("a", Map.of("k", "\"\\\n"))))
                .contains("{\"k\": \"\\\"\\\\\\u000a\"}");
    }
}
