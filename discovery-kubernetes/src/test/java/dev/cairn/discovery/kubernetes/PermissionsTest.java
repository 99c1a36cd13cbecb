// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.kubernetes.read.ApiStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class PermissionsTest {
    private static final String URL = "https://192.0.2.1:6443";
    private static final ApiStatus FORBIDDEN = new ApiStatus(
            403,
            "Forbidden",
            "services is forbidden: User \"system:serviceaccount:shop:web\" cannot list resource \"services\"",
            0);

    @Test
    void givesTheRoleForANamespaceWithItsServiceAccount() {
        ResourceQuery services = ResourceQuery.named(Resource.SERVICES, "shop", "orders");
        ResourceQuery slices =
                ResourceQuery.labelled(Resource.ENDPOINT_SLICES, "shop", "kubernetes.io/service-name", "orders");
        DiscoveryException failure = Permissions.explain(URL, "list", services, FORBIDDEN, List.of(services, slices));
        assertThat(failure.isPermanent()).isTrue();
        assertThat(failure).hasMessage("""
                        not allowed to list services in namespace shop at https://192.0.2.1:6443 (403 Forbidden: services is forbidden: \
                        User "system:serviceaccount:shop:web" cannot list resource "services"). To allow it, apply:
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: Role
                        metadata:
                          name: cairn-discovery
                          namespace: shop
                        rules:
                        - apiGroups: [""]
                          resources: [services]
                          verbs: [get, list, watch]
                        - apiGroups: ["discovery.k8s.io"]
                          resources: [endpointslices]
                          verbs: [get, list, watch]
                        ---
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: RoleBinding
                        metadata:
                          name: cairn-discovery
                          namespace: shop
                        roleRef:
                          apiGroup: rbac.authorization.k8s.io
                          kind: Role
                          name: cairn-discovery
                        subjects:
                        - kind: ServiceAccount
                          name: web
                          namespace: shop
                        """);
    }

    @Test
    void givesTheClusterRoleForTheWholeClusterAndAUser() {
        ResourceQuery pods = ResourceQuery.all(Resource.PODS, "");
        ApiStatus status = new ApiStatus(403, "Forbidden", "User \"jane\" cannot watch resource \"pods\"", 0);
        assertThat(Permissions.explain(URL, "watch", pods, status, List.of(pods)))
                .hasMessageContaining("not allowed to watch pods in the whole cluster at " + URL)
                .hasMessageContaining("kind: ClusterRole\n")
                .hasMessageContaining("kind: ClusterRoleBinding\n")
                .hasMessageContaining("  kind: User\n  name: \"jane\"\n")
                .hasMessageNotContaining("namespace:");
    }

    @Test
    void leavesNamespacesToAClusterRoleAndTheRestToTheRole() {
        ResourceQuery namespaces = ResourceQuery.named(Resource.NAMESPACES, "", "shop");
        ResourceQuery services = ResourceQuery.all(Resource.SERVICES, "shop");
        assertThat(Permissions.explain(URL, "list", namespaces, FORBIDDEN, List.of(services, namespaces)))
                .hasMessageContaining("kind: ClusterRole\n")
                .hasMessageContaining("resources: [namespaces]")
                .hasMessageNotContaining("resources: [services]");
    }

    @Test
    void asksForNewCredentialsWhenTheyAreNotAccepted() {
        ResourceQuery services = ResourceQuery.all(Resource.SERVICES, "");
        ApiStatus status = new ApiStatus(401, "Unauthorized", "Unauthorized", 0);
        assertThat(Permissions.explain(URL, "list", services, status, List.of(services)))
                .hasMessageContaining("does not accept the credentials (401 Unauthorized: Unauthorized)")
                .hasMessageContaining("renew the token or certificate")
                .hasMessageNotContaining("kind:");
    }

    @Test
    void saysThatTheServerIsTooOldOrNoApi() {
        ResourceQuery slices = ResourceQuery.all(Resource.ENDPOINT_SLICES, "");
        assertThat(Permissions.explain(URL, "list", slices, new ApiStatus(404, "", "", 0), List.of(slices)))
                .hasMessageContaining("does not serve /apis/discovery.k8s.io/v1/endpointslices")
                .hasMessageContaining("Kubernetes 1.21 or later");
    }
}
