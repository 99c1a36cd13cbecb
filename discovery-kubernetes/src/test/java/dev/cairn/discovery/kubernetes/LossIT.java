// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.Input;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.Watch;
import dev.cairn.discovery.testkit.Delivery;
import dev.cairn.discovery.testkit.Groups;
import dev.cairn.discovery.testkit.Services;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers and connections that fail: nothing good is lost, and the watch comes back. */
class LossIT extends ApiFixture {
    private static final ServiceName LATER = ServiceName.of("shop", "later");

    /** Each connection breaks after a random number of bytes, in the middle of anything, while the world changes. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void getsThroughWhereverTheConnectionIsCut(boolean streams) {
        long seed = 20_261_124;
        Random random = new Random(seed);
        if (!streams) {
            api.withoutStreamingLists();
        }
        api.faultTimes(80, exchange -> true, exchange -> {
            synchronized (random) {
                exchange.cutAfter(1 + random.nextInt(900));
            }
            return false;
        });
        putOrders();
        watchAll();
        for (int i = 0; i < 40; i++) {
            api.putGroup(ORDERS, Groups.of("orders-b", 8080, "10.244.1." + i));
            api.put(Services.clusterIp("s" + i % 5 + ".shop", "10.96.1." + i, 80));
            int asked = api.requests().size();
            Awaitility.await().until(() -> api.requests().size() > asked || asked > 80);
        }
        api.remove(ServiceName.of("shop", "s0"));
        awaitAddresses("seed " + seed, "10.244.0.1", "10.244.0.2", "10.244.1.39");
        all.awaitService(
                ServiceName.of("shop", "s4"),
                "the last",
                service -> service.service().clusterIps().get(0).toString().equals("10.96.1.39"));
        all.awaitServiceRemoved(ServiceName.of("shop", "s0"));
        all.awaitFresh();
        assertThat(all.deliveries())
                .filteredOn(Delivery.OfServiceRemoved.class::isInstance)
                .containsExactly(new Delivery.OfServiceRemoved(ServiceName.of("shop", "s0")));
    }

    @Test
    void listsAgainWhenTheWatchSaysThatItsVersionIsTooOld() {
        putOrders();
        watchAll();
        awaitAddresses("both slices", "10.244.0.1", "10.244.0.2", "10.244.0.3");
        api.lose();
        all.awaitStale();
        api.remove(ORDERS);
        api.put(Services.clusterIp("later.shop", "10.96.0.40", 80));
        api.world().compact();
        api.regain();
        all.awaitService(LATER);
        all.awaitServiceRemoved(ORDERS);
        all.awaitFresh();
        assertThat(requests(request -> request.isStreamingList() && request.resource() == Resource.SERVICES))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void listsAgainWhenTheAnswerItselfIsGone() {
        putOrders();
        watchAll();
        all.awaitSynced(Input.SERVICES, Input.ENDPOINTS, Input.NAMESPACES);
        api.faultTimes(3, request -> request.isWatch() && !request.isStreamingList(), exchange -> {
            exchange.refuse(410, "Gone", "too old resource version");
            return true;
        });
        api.cutAll();
        api.put(Services.clusterIp("later.shop", "10.96.0.40", 80));
        all.awaitService(LATER);
        assertThat(all.deliveries()).noneMatch(Delivery.OfServiceRemoved.class::isInstance);
    }

    @Test
    void beginsAListAnewWhenItsPagesExpire() {
        api.withoutStreamingLists();
        for (int i = 0; i < 8; i++) {
            api.put(Services.clusterIp("s" + i + ".shop", "10.96.1." + i, 80));
        }
        api.faultTimes(2, request -> !request.query("continue").isEmpty(), exchange -> {
            exchange.refuse(410, "Expired", "The provided continue parameter is too old");
            return true;
        });
        watchAll();
        all.awaitService(ServiceName.of("shop", "s7"));
        all.awaitSynced(Input.SERVICES);
        assertThat(requests(request -> request.isPage()
                        && request.resource() == Resource.SERVICES
                        && request.query("continue").isEmpty()))
                .hasSize(3);
    }

    @Test
    void takesNothingAwayBeforeAListIsComplete() {
        putOrders();
        watchAll();
        awaitAddresses("both slices", "10.244.0.1", "10.244.0.2", "10.244.0.3");
        AtomicInteger broken = new AtomicInteger();
        api.faultTimes(6, ScriptedExchange::isStreamingList, exchange -> {
            exchange.begin(200);
            broken.incrementAndGet();
            exchange.end();
            return true;
        });
        api.lose();
        api.world().touch();
        api.world().compact();
        api.regain();
        Awaitility.await().until(() -> broken.get() == 6);
        all.awaitFresh();
        assertThat(all.deliveries()).noneMatch(Delivery.OfServiceRemoved.class::isInstance);
        assertThat(addresses(all.awaitService(ORDERS))).hasSize(3);
    }

    @Test
    void beginsASilentWatchAnew() {
        putOrders();
        api.withoutBookmarks();
        watchAll();
        all.awaitSynced(Input.SERVICES, Input.ENDPOINTS, Input.NAMESPACES);
        Awaitility.await()
                .until(() -> requests(request -> request.isWatch() && !request.isStreamingList())
                                .size()
                        >= 6);
        api.removeGroup(ORDERS, "orders-a");
        awaitAddresses("the change", "10.244.0.3");
        assertThat(all.deliveries()).noneMatch(Delivery.OfStale.class::isInstance);
    }

    @Test
    void tellsHowLongTheServerHasBeenSilent() {
        assertThat(source.silence()).as("before anything is watched").isEmpty();
        putOrders();
        api.withoutBookmarks();
        Watch watch = watchAll();
        all.awaitSynced(Input.SERVICES, Input.ENDPOINTS, Input.NAMESPACES);
        Duration first = source.silence().orElseThrow();
        Awaitility.await("grows while nothing comes")
                .until(() -> source.silence().orElseThrow().compareTo(first) > 0);
        watch.close();
        assertThat(source.silence()).as("after the last watch").isEmpty();
    }

    @Test
    void waitsAsLongAsABusyServerAsks() {
        putOrders();
        api.faultTimes(1, request -> request.resource() == Resource.SERVICES, exchange -> {
            exchange.refuse(429, "TooManyRequests", "slow down", "Retry-After: 1");
            return true;
        });
        api.faultTimes(1, request -> request.resource() == Resource.ENDPOINT_SLICES, exchange -> {
            exchange.answer(500, "<html>no</html>", "Retry-After: 1");
            return true;
        });
        long startNanos = System.nanoTime();
        watchAll();
        all.awaitSynced(Input.SERVICES, Input.ENDPOINTS, Input.NAMESPACES);
        assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isGreaterThan(Duration.ofMillis(950));
        assertThat(api.requests().size()).isEqualTo(5);
    }

    @Test
    void saysAtOnceAndAgainThatItIsLostAndHowOldItsStateIs() {
        putOrders();
        watchAll();
        awaitAddresses("both slices", "10.244.0.1", "10.244.0.2", "10.244.0.3");
        all.awaitSynced(Input.SERVICES, Input.ENDPOINTS, Input.NAMESPACES);
        api.lose();
        Awaitility.await().until(() -> stale().size() >= 4);
        assertThat(stale()).isSortedAccordingTo((a, b) -> a.age().compareTo(b.age()));
        assertThat(stale().get(3).age()).isGreaterThan(Duration.ofMillis(250));
        assertThat(stale()).allMatch(delivery -> !delivery.reason().isBlank());
        api.regain();
        all.awaitFresh();
    }

    @Test
    void doesNotTakeAListThatIsOlderUntilTheServerInsists() {
        putOrders();
        watchAll();
        awaitAddresses("both slices", "10.244.0.1", "10.244.0.2", "10.244.0.3");
        api.lose();
        all.awaitStale();
        api.remove(ORDERS);
        api.world().restoreRevision(50);
        api.regain();
        all.awaitServiceRemoved(ORDERS);
        all.awaitFresh();
        assertThat(requests(request -> request.isStreamingList() && request.resource() == Resource.SERVICES))
                .as("the first list, five that were not taken, the one that was")
                .hasSize(7);
    }

    @Test
    void readsOnPastWhatItCannotRead() {
        putOrders();
        watchAll();
        awaitAddresses("both slices", "10.244.0.1", "10.244.0.2", "10.244.0.3");
        api.world()
                .put(
                        Resource.SERVICES,
                        "shop",
                        "orders",
                        "{\"metadata\":{\"name\":\"orders\",\"namespace\":\"shop\"},\"spec\":7}");
        api.world().put(Resource.SERVICES, "shop", "garbage", "{\"metadata\":{\"name\":\"garbage\" \u0001 ]]");
        api.world()
                .put(
                        Resource.SERVICES,
                        "shop",
                        "long",
                        "{\"metadata\":{\"name\":\"long\"},\"x\":\"" + "y".repeat(100_000) + "\"}");
        api.put(Services.clusterIp("later.shop", "10.96.0.40", 80));
        all.awaitService(LATER);
        api.lose();
        api.world().touch();
        api.world().compact();
        api.regain();
        Awaitility.await()
                .until(() -> requests(request -> request.isStreamingList() && request.resource() == Resource.SERVICES)
                                .size()
                        >= 2);
        api.put(Services.clusterIp("later.shop", "10.96.0.41", 80));
        all.awaitService(
                LATER,
                "the change",
                service -> service.service().clusterIps().toString().contains("41"));
        assertThat(all.deliveries()).noneMatch(Delivery.OfServiceRemoved.class::isInstance);
        assertThat(all.awaitService(ORDERS).service()).isEqualTo(ORDERS_SERVICE);
    }

    @Test
    void takesAPageThatIsNoListForAFailure() {
        api.withoutStreamingLists();
        putOrders();
        api.faultTimes(4, ScriptedExchange::isPage, exchange -> {
            exchange.answer(200, "<html>a proxy's welcome</html>");
            return true;
        });
        watchAll();
        awaitAddresses("both slices", "10.244.0.1", "10.244.0.2", "10.244.0.3");
        all.awaitSynced(Input.SERVICES, Input.ENDPOINTS, Input.NAMESPACES);
    }

    private List<Delivery.OfStale> stale() {
        return all.deliveries().stream()
                .filter(Delivery.OfStale.class::isInstance)
                .map(Delivery.OfStale.class::cast)
                .toList();
    }
}
