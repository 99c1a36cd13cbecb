// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.e2e.report.Report;
import dev.cairn.e2e.report.Section;
import dev.cairn.lb.Balancer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

/** Services whose endpoints no pod makes, or that have none. */
class OtherKindsIT {
    private static Scene scene;

    @BeforeAll
    static void open() {
        scene = Scene.open("other-kinds");
    }

    @AfterAll
    static void close() {
        scene.close();
    }

    @Test
    void anExternalNameIsAnAlias() {
        scene.apply("""
                apiVersion: v1
                kind: Service
                metadata: { name: elsewhere }
                spec: { type: ExternalName, externalName: db.example.com }
                """);

        scene.expect("elsewhere", Type.CNAME, Set.of("db.example.com."));
        scene.expect("elsewhere", Type.A, Set.of("db.example.com."));
        try (Balancer balancer = scene.balancer("elsewhere:80")) {
            assertThat(balancer.whenReady())
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableOfType(ExecutionException.class)
                    .withMessageContaining("dns:///db.example.com:80");
        }
        Report.add(Section.KINDS, "ExternalName", "CNAME right; a balancer says which target to use instead");
    }

    @Test
    void withoutSelectorTheSlicesAreWhatSomebodyWrote() {
        scene.apply("""
                apiVersion: v1
                kind: Service
                metadata: { name: legacy }
                spec: { ports: [{ name: sql, port: 5432, targetPort: 15432 }] }
                ---
                apiVersion: v1
                kind: Service
                metadata: { name: legacy-headless }
                spec: { clusterIP: None, ports: [{ name: sql, port: 5432 }] }
                """);
        for (String service : Set.of("legacy", "legacy-headless")) {
            Slices slices = new Slices(scene, service, "sql", 15432);
            slices.write("one", Set.of("172.16.0.1", "172.16.0.2"));
            slices.write("two", Set.of("172.16.0.3"));
            scene.expectCalls(service + ":sql", Pods.on(15432, Set.of("172.16.0.1", "172.16.0.2", "172.16.0.3")));
        }

        scene.expect("legacy", Type.A, Set.copyOf(scene.clusterIps("legacy")));
        scene.expect("legacy-headless", Type.A, Set.of("172.16.0.1", "172.16.0.2", "172.16.0.3"));
        Report.add(Section.KINDS, "no selector", "slices by hand: ClusterIP and headless right; calls go to 3 of 3");
    }

    @Test
    void endpointsAreMirrored() {
        scene.apply("""
                apiVersion: v1
                kind: Service
                metadata: { name: mirrored }
                spec: { clusterIP: None, ports: [{ name: sql, port: 5432 }] }
                """);
        scene.apply(endpoints("172.16.1.1", "172.16.1.2"));
        scene.expect("mirrored", Type.A, Set.of("172.16.1.1", "172.16.1.2"));
        scene.expectCalls("mirrored:sql", Pods.on(5432, Set.of("172.16.1.1", "172.16.1.2")));

        scene.apply(endpoints("172.16.1.2", "172.16.1.3"));
        scene.expect("mirrored", Type.A, Set.of("172.16.1.2", "172.16.1.3"));
        scene.expectCalls("mirrored:sql", Pods.on(5432, Set.of("172.16.1.2", "172.16.1.3")));
        Report.add(Section.KINDS, "Endpoints, mirrored", "2 of 2 before and after a change");
    }

    private static String endpoints(String one, String other) {
        return """
                apiVersion: v1
                kind: Endpoints
                metadata: { name: mirrored }
                subsets:
                - addresses: [{ ip: %s }, { ip: %s }]
                  ports: [{ name: sql, port: 5432 }]
                """.formatted(one, other);
    }
}
