// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.e2e.cluster.Cluster;
import dev.cairn.e2e.cluster.Command;
import dev.cairn.e2e.cluster.Waiting;
import dev.cairn.e2e.server.NameServer;
import dev.cairn.e2e.server.ServerSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts stand: real controllers make slices of hollow pods, kube-proxy carries traffic to them, both DNS servers answer. */
class ClusterIT {
    private static final String MANIFEST = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: web, namespace: stands }
            spec:
              replicas: 3
              selector: { matchLabels: { app: web } }
              template:
                metadata: { labels: { app: web } }
                spec:
                  containers: [{ name: web, image: web, ports: [{ name: http, containerPort: 8080 }] }]
            ---
            apiVersion: v1
            kind: Service
            metadata: { name: web, namespace: stands }
            spec:
              selector: { app: web }
              ports: [{ name: http, port: 80, targetPort: http }]
            """;

    @TempDir
    private Path folder;

    @Test
    void aServiceIsReachedOnItsAddressThroughEitherNameServer() throws Exception {
        Cluster cluster = Cluster.shared();
        cluster.createNamespace("stands");
        Path manifest = Files.writeString(folder.resolve("web.yaml"), MANIFEST);
        cluster.kubectl("apply", "-f", manifest.toString());
        Path kubeconfig = cluster.dnsServerKubeconfig();

        try (NameServer cairn = NameServer.startCairn(ServerSpec.of(kubeconfig));
                NameServer coreDns = NameServer.startCoreDns(ServerSpec.of(kubeconfig))) {
            for (NameServer server : List.of(cairn, coreDns)) {
                server.awaitReady();
                String address = dig(server, "web.stands.svc.cluster.local");
                assertThat(address).startsWith("10.");
                Waiting.until(
                        "a pod answers on " + address,
                        20,
                        () -> Command.run("curl", "--silent", "--max-time", "2", "http://" + address)
                                .output()
                                .startsWith("web-"));
            }
        }
    }

    private static String dig(NameServer server, String name) {
        return Command.run(
                        "dig",
                        "@" + server.address().getAddress().getHostAddress(),
                        "-p",
                        String.valueOf(server.address().getPort()),
                        "+short",
                        name)
                .succeeds()
                .strip();
    }
}
