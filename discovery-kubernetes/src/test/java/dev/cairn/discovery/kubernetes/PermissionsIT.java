// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.Input;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Selection;
import dev.cairn.discovery.ServiceKind;
import dev.cairn.discovery.ServiceState;
import dev.cairn.discovery.testkit.Delivery;
import dev.cairn.discovery.testkit.RecordingServiceWatcher;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What may not be read: told once, with what to do; the rest goes on; it recovers when it is allowed. */
class PermissionsIT extends ApiFixture {
    @Test
    void tellsOnceWhatIsForbiddenAndRecoversWhenItIsAllowed() {
        putOrders();
        Runnable allow = forbid(request -> true, 403);
        watchAll();
        Awaitility.await().until(() -> api.requests().size() > 9);
        assertThat(failures())
                .as("one for each resource, if not conflated")
                .hasSizeBetween(1, 3)
                .allSatisfy(failure -> {
                    assertThat(failure.isPermanent()).isTrue();
                    assertThat(failure)
                            .hasMessageContaining("not allowed to watch ")
                            .hasMessageContaining("kind: ClusterRole");
                });
        assertThat(all.deliveries()).noneMatch(Delivery.OfSynced.class::isInstance);
        allow.run();
        all.awaitSynced(Input.SERVICES, Input.ENDPOINTS, Input.NAMESPACES);
        awaitAddresses("both slices", "10.244.0.1", "10.244.0.2", "10.244.0.3");
    }

    /** As a server does that has not read its roles yet. */
    @Test
    void asksAgainSoonAfterTheFirstRefusals() throws IOException {
        Runnable allow = forbid(request -> true, 403);
        try (KubernetesDiscovery resigned = KubernetesDiscovery.builder()
                .kubeconfig(api.kubeconfig(folder))
                .tuning(TestTuning.RESIGNED)
                .build()) {
            resigned.watch(ORDERS, one);
            one.awaitFailure();
            allow.run();
            one.awaitAbsent();
        }
    }

    @Test
    void tellsThatTheCredentialsAreNotAccepted() {
        Runnable allow = forbid(request -> true, 401);
        watchOrders();
        assertThat(one.awaitFailure()).hasMessageContaining("does not accept the credentials");
        allow.run();
        one.awaitAbsent();
    }

    @Test
    void keepsWhatItHasWhenAPermissionIsTakenAway() {
        putOrders();
        watchOrders();
        one.awaitPresent("its slices", snapshot -> snapshot.groups().size() == 2);
        Runnable allow = forbid(request -> true, 403);
        api.cutAll();
        one.awaitStale();
        assertThat(one.awaitFailure().isPermanent()).isTrue();
        assertThat(one.state()).containsInstanceOf(ServiceState.Present.class);
        RecordingServiceWatcher late = new RecordingServiceWatcher();
        source.watch(ORDERS, late);
        late.awaitPresent();
        late.awaitFailure();
        late.awaitStale();
        allow.run();
        one.awaitFresh();
    }

    @Test
    void makesUpAServiceThatMayNotBeReadFromItsSlices() {
        putOrders();
        Runnable allow = forbid(request -> request.resource() == Resource.SERVICES, 403);
        watchOrders();
        ServiceState.Present madeUp = new ServiceState.Present(
                one.awaitPresent("its slices", snapshot -> snapshot.groups().size() == 2));
        assertThat(madeUp.snapshot().service().kind()).isEqualTo(ServiceKind.CLUSTER_IP);
        assertThat(madeUp.snapshot().service().clusterIps()).isEmpty();
        assertThat(madeUp.snapshot().service().ports()).isEmpty();
        assertThat(madeUp.snapshot().endpointsOn("http")).hasSize(3);
        assertThat(one.awaitFailure())
                .hasMessageContaining("not allowed to watch services in namespace shop")
                .hasMessageContaining("resources: [endpointslices]");

        api.removeGroup(ORDERS, "orders-a");
        api.removeGroup(ORDERS, "orders-b");
        one.awaitAbsent();
        api.putGroup(ORDERS, SLICE_A);
        one.awaitPresent();
        allow.run();
        one.awaitPresent("the Service itself", snapshot -> snapshot.service().equals(ORDERS_SERVICE));
    }

    @Test
    void doesNotMakeUpAServiceThatIsKnownNotToBeThere() {
        api.putGroup(ORDERS, SLICE_A);
        Runnable allow = forbid(request -> request.resource() == Resource.SERVICES, 403);
        watchOrders();
        one.awaitPresent();
        allow.run();
        one.awaitAbsent();
    }

    @Test
    void tellsOfAFailureThatRemainsOnceWhenTheRestComesBack() {
        putOrders();
        forbid(request -> request.resource() == Resource.SERVICES, 403);
        watchOrders();
        one.awaitPresent("its slices", snapshot -> snapshot.groups().size() == 2);
        one.awaitFailure();
        api.lose();
        one.awaitStale();
        api.regain();
        one.awaitFresh();
        assertThat(one.deliveries())
                .filteredOn(Delivery.OfFailure.class::isInstance)
                .hasSize(1);
        RecordingServiceWatcher late = new RecordingServiceWatcher();
        source.watch(ORDERS, late);
        assertThat(late.awaitFailure().isPermanent()).isTrue();
    }

    @Test
    void namesThePodsThatMayNotBeWatchedAndReadsTheRest() {
        putOrders();
        forbid(request -> request.resource() == Resource.PODS, 403);
        source.watchAll(Selection.builder().with(Input.PODS).build(), all);
        all.awaitSynced(Input.SERVICES, Input.ENDPOINTS, Input.NAMESPACES);
        assertThat(all.awaitFailure())
                .hasMessageStartingWith("not allowed to watch pods in the whole cluster at " + api.url())
                .hasMessageContaining("resources: [pods]");
        assertThat(all.deliveries()).doesNotContain(new Delivery.OfSynced(Input.PODS));
    }

    @Test
    void takesTheNamespacesOfASelectionToExistWhenTheyMayNotBeRead() {
        putOrders();
        Runnable allow = forbid(request -> request.resource() == Resource.NAMESPACES, 403);
        source.watchAll(Selection.builder().namespaces(Set.of("shop")).build(), all);
        all.awaitSynced(Input.SERVICES, Input.ENDPOINTS, Input.NAMESPACES);
        all.await(new Delivery.OfNamespace(Namespace.of("shop")));
        assertThat(failures())
                .hasSize(1)
                .allSatisfy(failure -> assertThat(failure).hasMessageContaining("namespaces in the whole cluster"));
        allow.run();
        all.await(new Delivery.OfNamespaceRemoved("shop"));
    }

    @Test
    void saysThatTheServerCannotBeReachedBeforeTheFirstSync() {
        api.lose();
        watchOrders();
        DiscoveryException failure = one.awaitFailure();
        assertThat(failure.isPermanent()).isFalse();
        assertThat(failure).hasMessageContaining("cannot read ").hasMessageContaining(api.url());
        api.regain();
        one.awaitAbsent();
    }

    private Runnable forbid(Predicate<ScriptedExchange> which, int status) {
        return api.fault(exchange -> {
            if (!which.test(exchange)) {
                return false;
            }
            exchange.refuse(
                    status,
                    status == 401 ? "Unauthorized" : "Forbidden",
                    exchange.resource().plural()
                            + " is forbidden: User \\\"system:serviceaccount:shop:web\\\" cannot do that");
            return true;
        });
    }

    private List<DiscoveryException> failures() {
        return all.deliveries().stream()
                .filter(Delivery.OfFailure.class::isInstance)
                .map(delivery -> ((Delivery.OfFailure) delivery).failure())
                .toList();
    }
}
