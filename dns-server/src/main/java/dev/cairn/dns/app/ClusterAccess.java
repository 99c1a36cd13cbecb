// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.dns.handler.kubernetes.ApiEndpoint;
import dev.cairn.dns.handler.kubernetes.Kubeconfig;
import dev.cairn.dns.handler.kubernetes.KubernetesConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a block reaches its cluster, as options for the source. A kubeconfig comes before an endpoint.
 *
 * @param options empty for the usual ways
 */
record ClusterAccess(Map<String, String> options) {
    private static final List<String> TLS_OPTIONS =
            List.of("client-certificate", "client-key", "certificate-authority");

    static ClusterAccess of(KubernetesConfig config) {
        return new ClusterAccess(config.kubeconfig()
                .map(ClusterAccess::options)
                .or(() -> config.endpoint().map(ClusterAccess::options))
                .orElse(Map.of()));
    }

    private static Map<String, String> options(Kubeconfig kubeconfig) {
        return kubeconfig.context().isEmpty()
                ? Map.of("kubeconfig", kubeconfig.file())
                : Map.of("kubeconfig", kubeconfig.file(), "context", kubeconfig.context());
    }

    private static Map<String, String> options(ApiEndpoint endpoint) {
        Map<String, String> options = new HashMap<>(Map.of("endpoint", endpoint.url()));
        for (int i = 0; i < endpoint.tlsFiles().size(); i++) {
            options.put(TLS_OPTIONS.get(i), endpoint.tlsFiles().get(i));
        }
        return Map.copyOf(options);
    }
}
