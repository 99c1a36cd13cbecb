// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.e2e.cluster.HollowPod;
import dev.cairn.e2e.report.Report;
import dev.cairn.e2e.report.Section;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

/** Services whose endpoints are pods: real controllers make the slices. */
class PodKindsIT {
    private static Scene scene;

    @BeforeAll
    static void open() {
        scene = Scene.open("pod-kinds");
    }

    @AfterAll
    static void close() {
        scene.close();
    }

    private static String deployment(String name, int replicas, String annotations, int port) {
        return """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: %1$s }
            spec:
              replicas: %2$d
              selector: { matchLabels: { app: %1$s } }
              template:
                metadata:
                  labels: { app: %1$s }
                  annotations: { %3$s }
                spec:
                  containers: [{ name: web, image: web, ports: [{ name: http, containerPort: %4$d }] }]
            ---
            """.formatted(name, replicas, annotations, port);
    }

    private static String headless(String name, String app) {
        return """
            apiVersion: v1
            kind: Service
            metadata: { name: %s }
            spec:
              clusterIP: None
              selector: { app: %s }
              ports: [{ name: web, port: 80, targetPort: http }]
            ---
            """.formatted(name, app);
    }

    @Test
    void aClusterIpNameIsItsAddressAndCallsGoToPods() {
        scene.apply(deployment("plain", 3, "", 8080) + """
                apiVersion: v1
                kind: Service
                metadata: { name: plain }
                spec: { selector: { app: plain }, ports: [{ name: web, port: 80, targetPort: http }] }
                """);
        Set<String> pods = Pods.addresses(Pods.await(scene, "plain", 3));

        scene.expectCalls("plain:web", Pods.on(8080, pods));
        scene.expectCalls("plain:80", Pods.on(8080, pods));
        String address = scene.clusterIps("plain").get(0);
        scene.expect("plain", Type.A, Set.of(address));
        scene.expect("_web._tcp.plain", Type.SRV, Set.of("0 100 80 " + scene.name("plain")));
        assertThat(scene.dns().reverse(address).set()).containsExactly(scene.name("plain"));
        Report.add(Section.KINDS, "ClusterIP", "A, SRV, PTR right; calls go to %d of 3 pods", pods.size());
    }

    @Test
    void aHeadlessNameIsItsPods() {
        scene.apply(deployment("headless", 3, "", 8080) + headless("headless", "headless"));
        Set<String> pods = Pods.addresses(Pods.await(scene, "headless", 3));

        scene.expectCalls("headless:web", Pods.on(8080, pods));
        scene.expect("headless", Type.A, pods);
        scene.expect(
                "_web._tcp.headless",
                Type.SRV,
                pods.stream()
                        .map(pod -> "0 33 8080 " + scene.name(dashed(pod) + ".headless"))
                        .collect(Collectors.toSet()));
        for (String pod : pods) {
            scene.expect(dashed(pod) + ".headless", Type.A, Set.of(pod));
            assertThat(scene.dns().reverse(pod).set()).containsExactly(scene.name(dashed(pod) + ".headless"));
        }
        Report.add(Section.KINDS, "headless", "A, SRV, PTR right; calls go to %d of 3 pods", pods.size());
    }

    private static String dashed(String address) {
        return address.replace('.', '-');
    }

    @Test
    void aPodOfAStatefulSetHasItsOwnName() {
        scene.apply("""
                apiVersion: v1
                kind: Service
                metadata: { name: db }
                spec: { clusterIP: None, selector: { app: db }, ports: [{ name: sql, port: 5432 }] }
                ---
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: { name: db }
                spec:
                  serviceName: db
                  replicas: 3
                  selector: { matchLabels: { app: db } }
                  template:
                    metadata: { labels: { app: db } }
                    spec: { containers: [{ name: db, image: db, ports: [{ name: sql, containerPort: 5432 }] }] }
                """);
        List<Pod> pods = Pods.await(scene, "db", 3);

        scene.expectCalls("db:sql", Pods.on(5432, Pods.addresses(pods)));
        scene.expect("db", Type.A, Pods.addresses(pods));
        for (Pod pod : pods) {
            String name = pod.getMetadata().getName() + ".db";
            String address = pod.getStatus().getPodIP();
            scene.expect(name, Type.A, Set.of(address));
            assertThat(scene.dns().reverse(address).set()).containsExactly(scene.name(name));
        }
        scene.expect(
                "_sql._tcp.db",
                Type.SRV,
                Stream.of("db-0.db", "db-1.db", "db-2.db")
                        .map(each -> "0 33 5432 " + scene.name(each))
                        .collect(Collectors.toSet()));
        Report.add(Section.KINDS, "StatefulSet", "A, SRV, PTR of %d host names right; calls go to all", pods.size());
    }

    @Test
    void bothFamiliesAreAnswered() {
        scene.apply(deployment("dual", 2, "", 8080)
                + headless("dual-headless", "dual").replace("spec:", "spec:\n  ipFamilyPolicy: RequireDualStack")
                + """
                apiVersion: v1
                kind: Service
                metadata: { name: dual }
                spec:
                  ipFamilyPolicy: RequireDualStack
                  selector: { app: dual }
                  ports: [{ name: web, port: 80, targetPort: http }]
                """);
        List<Pod> pods = Pods.await(scene, "dual", 2);
        List<String> clusterIps = scene.clusterIps("dual");

        scene.expect("dual", Type.A, Set.of(clusterIps.get(0)));
        scene.expect("dual", Type.AAAA, Set.of(Pods.written(clusterIps.get(1))));
        scene.expect("dual-headless", Type.A, Pods.addresses(pods));
        scene.expect("dual-headless", Type.AAAA, Pods.addressesV6(pods));
        scene.expectCalls("dual:web", Pods.on(8080, Pods.addresses(pods)));
        scene.expectCalls("dual-headless:web", Pods.on(8080, Pods.addresses(pods)));
        Report.add(Section.KINDS, "dual stack", "A and AAAA right; calls go to each of %d pods once", pods.size());
    }

    @Test
    void aNamedPortIsWhateverEachPodCallsSo() {
        scene.apply(part("named-a", 8080) + part("named-b", 9090) + headless("named", "named"));
        List<Pod> pods = Pods.await(scene, "named", 2);
        Set<String> calls = pods.stream()
                .map(pod -> pod.getStatus().getPodIP() + ":" + port(pod))
                .collect(Collectors.toSet());

        scene.expectCalls("named:web", calls);
        scene.expectCalls("named:80", calls);
        scene.expect("named", Type.A, Pods.addresses(pods));
        scene.expect(
                "_web._tcp.named",
                Type.SRV,
                pods.stream()
                        .map(pod -> "0 50 " + port(pod) + " "
                                + scene.name(dashed(pod.getStatus().getPodIP()) + ".named"))
                        .collect(Collectors.toSet()));
        Report.add(Section.KINDS, "named target ports", "8080 and 9090 for one name: SRV and calls right");
    }

    private static String part(String name, int port) {
        return deployment(name, 1, "", port).replace("app: " + name, "app: named, part: " + name);
    }

    private static int port(Pod pod) {
        return pod.getSpec().getContainers().get(0).getPorts().get(0).getContainerPort();
    }

    @Test
    void podsThatAreNotReadyAreHiddenUnlessTheServiceSaysOtherwise() {
        scene.apply(deployment("late", 2, HollowPod.READY + ": 'false'", 8080)
                + headless("hidden", "late")
                + headless("published", "late").replace("spec:", "spec:\n  publishNotReadyAddresses: true"));
        Set<String> pods = Pods.addresses(Pods.await(scene, "late", 2));

        scene.expect("published", Type.A, pods);
        scene.expectCalls("published:web", Pods.on(8080, pods));
        scene.expectNoSuchName("hidden");
        scene.expectCalls("hidden:web", Set.of());
        Report.add(
                Section.KINDS,
                "publishNotReadyAddresses",
                "%d pods, none ready: all in DNS and called; none without it",
                pods.size());
    }

    @Test
    void aPodThatEndsTakesNoNewCallsWhileAnotherCan() {
        scene.apply(deployment("ending", 2, HollowPod.DRAIN_MILLIS + ": '30000'", 8080) + headless("ending", "ending"));
        Set<String> pods = Pods.addresses(Pods.await(scene, "ending", 2));
        scene.expect("ending", Type.A, pods);

        scale(1);
        Set<String> left = Pods.addresses(Pods.await(scene, "ending", 1));
        scene.expect("ending", Type.A, left);
        scene.expectCalls("ending:web", Pods.on(8080, left));

        scale(0);
        scene.expectNoSuchName("ending");
        scene.expectCalls("ending:web", Pods.on(8080, pods));
        Report.add(
                Section.KINDS,
                "terminating pods",
                "1 of 2 ends: in no answer, not called; both end: calls go to both until they are gone");
    }

    private static void scale(int replicas) {
        scene.cluster()
                .kubectl("scale", "--namespace", scene.namespace(), "--replicas=" + replicas, "deployment/ending");
    }
}
