// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.kubernetes.KubernetesDiscovery;
import dev.cairn.e2e.cluster.Waiting;
import dev.cairn.lb.Balancer;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Compares what callers are told with the ready pods that the API server has. */
final class Views implements AutoCloseable {
    private static final int SECONDS = 30;
    private static final int LOOKS = 10;

    private final Names names;
    private final Pods pods;
    private final KubernetesDiscovery discovery;
    private final Balancer balancer;

    /** The library reads the cluster by this kubeconfig. */
    Views(Names names, Pods pods, Path kubeconfig) {
        this.names = names;
        this.pods = pods;
        discovery = KubernetesDiscovery.builder().kubeconfig(kubeconfig).build();
        balancer = Balancer.builder("k8s:///myapp-svc.default:http")
                .source(discovery)
                .build();
    }

    Balancer balancer() {
        return balancer;
    }

    /**
     * Waits until there are so many ready pods and callers are told of exactly these. From then on nothing else may be seen, also
     * while the pods that were told to end do so.
     */
    Map<String, Pod> agree(int count) {
        Waiting.until(SECONDS, () -> isRight(count), () -> {
            Map<String, Pod> ready = pods.ready();
            return "after " + SECONDS + " s, with " + count + " pods wanted and these ready: "
                    + Pods.names(ready.values()) + "\n is told " + Sight.now(names, balancer) + "\n is right "
                    + Sight.right(ready.keySet());
        });
        Map<String, Pod> ready = pods.ready();
        for (int look = 0; look < LOOKS; look++) {
            assertStill(ready.keySet());
        }
        Waiting.until("pods that were told to end are gone", SECONDS, () -> {
            assertStill(ready.keySet());
            return pods.ending() == 0;
        });
        return ready;
    }

    private void assertStill(Set<String> ready) {
        assertThat(Sight.now(names, balancer)).isEqualTo(Sight.right(ready));
        assertThat(pods.ready().keySet()).isEqualTo(ready);
    }

    /** Waits until nobody knows the Services any more. */
    void agreeThatAllIsGone() {
        Waiting.until("the names are gone", SECONDS, () -> !names.exists("myapp-svc") && !names.exists("myapp-pods"));
        Waiting.until(
                "client-lb has no endpoint",
                SECONDS,
                () -> balancer.explain().rows().isEmpty());
    }

    private boolean isRight(int count) {
        Map<String, Pod> ready = pods.ready();
        return ready.size() == count && Sight.now(names, balancer).equals(Sight.right(ready.keySet()));
    }

    @Override
    public void close() {
        balancer.close();
        discovery.close();
    }
}
