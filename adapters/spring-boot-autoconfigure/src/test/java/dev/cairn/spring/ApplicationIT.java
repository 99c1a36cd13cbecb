// SPDX-License-Identifier: Apache-2.0
package dev.cairn.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cairn.lb.Balancer;
import dev.cairn.lb.Explanation;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.loadbalancer.LoadBalancerClient;
import org.springframework.cloud.loadbalancer.core.ReactorLoadBalancer;
import org.springframework.cloud.loadbalancer.core.RoundRobinLoadBalancer;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/** A Boot application calls a Service by its name through Spring's own clients, while pods come and go. */
@Timeout(60)
class ApplicationIT {
    private final WebService orders = new WebService();
    private @Nullable ConfigurableApplicationContext application;

    @AfterEach
    void close() {
        if (application != null) {
            application.close();
        }
        orders.close();
    }

    private ConfigurableApplicationContext start(String... properties) {
        ConfigurableApplicationContext started = ShopApplication.start(orders.discovery(), new Class<?>[0], properties);
        application = started;
        return started;
    }

    private static RestClient restClient(ConfigurableApplicationContext context) {
        return context.getBean(RestClient.Builder.class)
                .baseUrl("http://orders/")
                .build();
    }

    private static String call(RestClient client) {
        return String.valueOf(client.get().retrieve().body(String.class));
    }

    private static Map<String, Integer> call(RestClient client, int times) {
        Map<String, Integer> answers = new TreeMap<>();
        for (int i = 0; i < times; i++) {
            answers.merge(call(client), 1, Integer::sum);
        }
        return answers;
    }

    private static Explanation explain(ConfigurableApplicationContext context) {
        Balancer balancer = context.getBean(LoadBalancerClientFactory.class).getInstance("orders", Balancer.class);
        assertThat(balancer).isNotNull();
        return balancer.explain();
    }

    @Test
    void aRestClientFollowsThePods() throws IOException {
        WebPod first = orders.add();
        RestClient client = restClient(start());
        assertThat(call(client)).isEqualTo("orders-0");
        orders.add();
        await().untilAsserted(() -> assertThat(call(client, 20)).containsOnlyKeys("orders-0", "orders-1"));
        orders.remove(first);
        await().untilAsserted(() -> assertThat(call(client, 20)).containsOnlyKeys("orders-1"));
        first.close();
        assertThat(call(client, 20)).containsOnlyKeys("orders-1");
    }

    @Test
    void aWebClientDoesSoToo() throws IOException {
        orders.add();
        orders.add();
        ConfigurableApplicationContext context = start("cairn.lb.policy=round-robin");
        WebClient client = context.getBean(WebClient.Builder.class).build();
        Map<String, Integer> answers = new TreeMap<>();
        for (int i = 0; i < 20; i++) {
            answers.merge(
                    String.valueOf(client.get()
                            .uri("http://orders/")
                            .retrieve()
                            .bodyToMono(String.class)
                            .block()),
                    1,
                    Integer::sum);
        }
        assertThat(answers).isEqualTo(Map.of("orders-0", 10, "orders-1", 10));
        assertThat(explain(context).rows()).allSatisfy(row -> {
            assertThat(row.picks()).isEqualTo(10);
            assertThat(row.inFlight()).isZero();
        });
    }

    @Test
    void aPodThatFailsIsEjected() throws IOException {
        orders.add();
        orders.add();
        WebPod failing = orders.add().answering(500);
        RestClient client = restClient(start("cairn.lb.services.orders.policy=round-robin"));
        int failures = 0;
        for (int i = 0; i < 100; i++) {
            try {
                call(client);
            } catch (HttpServerErrorException e) {
                failures++;
            }
        }
        assertThat(failures).isBetween(1, 10).isEqualTo(failing.calls());
    }

    @Test
    void aCallIsInFlightUntilItEnds() throws Exception {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        WebPod pod = orders.add().answeringAfter(mayAnswer);
        ConfigurableApplicationContext context = start();
        RestClient client = restClient(context);
        CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> call(client));
        await().until(() -> pod.calls() == 1);
        assertThat(explain(context).rows().get(0).inFlight()).isEqualTo(1);
        mayAnswer.countDown();
        assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo("orders-0");
        assertThat(explain(context).rows().get(0).inFlight()).isZero();
    }

    @Test
    void aCallThatIsCancelledWithoutAWordEndsAsWell() throws IOException {
        WebPod pod = orders.add().answeringAfter(new CountDownLatch(1));
        ConfigurableApplicationContext context = start();
        WebClient client = context.getBean(WebClient.Builder.class).build();
        assertThatThrownBy(() -> client.get()
                        .uri("http://orders/")
                        .retrieve()
                        .bodyToMono(String.class)
                        .timeout(Duration.ofMillis(300))
                        .block())
                .hasMessageContaining("300ms");
        assertThat(pod.calls()).isEqualTo(1);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            System.gc();
            return explain(context).rows().get(0).inFlight() == 0;
        });
    }

    @Test
    void aChoiceWithoutACallIsNotInFlight() throws IOException {
        orders.add();
        ConfigurableApplicationContext context = start();
        ServiceInstance chosen = context.getBean(LoadBalancerClient.class).choose("orders");
        assertThat(chosen.getMetadata()).isEqualTo(Map.of("zone", "eu-1", "pod", "orders-0", "node", "node-1"));
        assertThat(explain(context).rows().get(0).inFlight()).isZero();
    }

    @Test
    void callsWaitForAnEndpointAndNotForEver() throws IOException {
        RestClient client = restClient(start("cairn.lb.ready-timeout=300ms"));
        assertThatThrownBy(() -> call(client)).hasMessageContaining("No instances available for orders");
        orders.add();
        await().untilAsserted(() -> assertThat(call(client)).isEqualTo("orders-0"));
    }

    @Test
    void theDiscoveryClientListsWhatIsThereNow() throws IOException {
        WebPod first = orders.add();
        WebPod second = orders.add();
        ConfigurableApplicationContext context = start();
        DiscoveryClient client = context.getBean("cairnDiscoveryClient", DiscoveryClient.class);
        assertThat(client.getServices()).containsExactly("orders");
        await().untilAsserted(() -> assertThat(client.getInstances("orders"))
                .extracting(ServiceInstance::getPort)
                .containsExactlyInAnyOrder(first.port(), second.port()));
        orders.remove(first);
        await().untilAsserted(() -> assertThat(client.getInstances("orders"))
                .extracting(ServiceInstance::getInstanceId)
                .containsExactly("orders-1"));
        assertThat(client.getInstances("Not a Service")).isEmpty();
    }

    /** What an application may have instead of Cairn's policy. */
    static class RoundRobin {
        @Bean
        ReactorLoadBalancer<ServiceInstance> roundRobin(ObjectProvider<ServiceInstanceListSupplier> instances) {
            return new RoundRobinLoadBalancer(instances, "orders");
        }
    }

    @org.springframework.cloud.loadbalancer.annotation.LoadBalancerClient(
            name = "orders",
            configuration = RoundRobin.class)
    static class WithRoundRobin {}

    @Test
    void aLoadBalancerOfOnesOwnGetsTheLiveInstances() throws IOException {
        WebPod first = orders.add();
        orders.add();
        application = ShopApplication.start(orders.discovery(), new Class<?>[] {WithRoundRobin.class});
        RestClient client = restClient(application);
        assertThat(call(client, 10)).isEqualTo(Map.of("orders-0", 5, "orders-1", 5));
        orders.remove(first);
        await().untilAsserted(() -> assertThat(call(client, 10)).isEqualTo(Map.of("orders-1", 10)));
    }

    @Test
    void itCanBeSwitchedOff() {
        assertThat(start("cairn.lb.enabled=false").getBeanNamesForType(LiveServices.class))
                .isEmpty();
    }

    @Test
    void aBadPropertyIsSaidAtTheStart() {
        assertThatThrownBy(() -> start("cairn.lb.policy=p2c"))
                .rootCause()
                .hasMessageContaining("policy must be one of p2c-peak-ewma");
        assertThatThrownBy(() -> start("cairn.lb.ready-timeout=-1s"))
                .rootCause()
                .hasMessageContaining("cairn.lb.ready-timeout must not be negative, was PT-1S");
    }
}
