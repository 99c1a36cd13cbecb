// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.ConnectivityState;
import io.grpc.InsecureChannelCredentials;
import io.grpc.LoadBalancerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.NameResolverRegistry;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a channel learns of a Service. */
@Timeout(60)
class ResolverIT {
    private final EchoService service = new EchoService();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void grpcFindsTheResolversAndThePolicyByItself() {
        for (String scheme : new String[] {"k8s", "kubernetes", "manifests"}) {
            assertThat(NameResolverRegistry.getDefaultRegistry().getProviderForScheme(scheme))
                    .isInstanceOf(ServiceNameResolverProvider.class);
        }
        assertThat(LoadBalancerRegistry.getDefaultRegistry().getProvider(CairnGrpc.POLICY))
                .isInstanceOf(CairnLoadBalancerProvider.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k8s:///echo.test:grpc",
                "kubernetes:///echo.test:9000",
                "kubernetes:///echo.test.svc.cluster.local:9000",
                "kubernetes://test/echo:grpc",
                "kubernetes://echo.test:9000/"
            })
    void eachFormOfATargetLeadsToTheService(String target) throws Exception {
        service.add();
        assertThat(EchoService.say(service.channel(target, Map.of()))).isEqualTo("echo-0");
    }

    @ParameterizedTest
    @ValueSource(strings = {CairnGrpc.POLICY, "round_robin"})
    void saysWhatIsWrongWithTheService(String policy) {
        ManagedChannel channel = channel("k8s:///nosuch.test:grpc", policy);
        assertThatThrownBy(() -> EchoService.say(channel))
                .hasMessageContaining("UNAVAILABLE")
                .hasMessageContaining("k8s:///nosuch.test:grpc has no endpoint to call: no Service nosuch.test in");
    }

    @Test
    void saysWhichPortsThereAre() {
        ManagedChannel channel = channel("k8s:///echo.test:http", CairnGrpc.POLICY);
        assertThatThrownBy(() -> EchoService.say(channel))
                .hasMessageContaining("has no port http; it has :grpc (9000)");
    }

    @Test
    void saysWhichArtifactIsMissing() {
        ManagedChannel channel = NettyChannelBuilder.forTarget(EchoService.TARGET, InsecureChannelCredentials.create())
                .build();
        try {
            assertThatThrownBy(() -> EchoService.say(channel)).hasMessageContaining("cairn-discovery-kubernetes");
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void readsAFolderOfManifests() {
        ManagedChannel channel = NettyChannelBuilder.forTarget(
                        "manifests:///nosuch.shop:http?folder=../../examples/shop", InsecureChannelCredentials.create())
                .build();
        try {
            assertThatThrownBy(() -> EchoService.say(channel)).hasMessageContaining("no Service nosuch.shop in");
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void callsWaitWhileThereIsNoEndpointForAMoment() throws Exception {
        EchoServer first = service.add();
        ManagedChannel channel = service.channel();
        assertThat(EchoService.say(channel)).isEqualTo("echo-0");
        service.remove(first);
        await().until(() -> channel.getState(false) == ConnectivityState.CONNECTING);
        Future<String> waiting = ForkJoinPool.commonPool().submit(() -> EchoService.say(channel));
        service.add();
        assertThat(waiting.get()).isEqualTo("echo-1");
    }

    @Test
    void callsFailWithTheReasonWhenTheMomentIsOver() throws Exception {
        EchoServer only = service.add();
        ManagedChannel channel = service.channel(EchoService.TARGET, Map.of("readyTimeout", "0.1s"));
        assertThat(EchoService.say(channel)).isEqualTo("echo-0");
        service.remove(only);
        await().until(() -> channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE);
        assertThatThrownBy(() -> EchoService.say(channel)).hasMessageContaining("it has no endpoints in");
        service.add();
        await().untilAsserted(() -> assertThat(EchoService.say(channel)).isEqualTo("echo-1"));
    }

    @Test
    void theLastGoodEndpointsStayWhileTheOriginIsAway() throws Exception {
        service.add();
        ManagedChannel channel = service.channel();
        assertThat(EchoService.say(channel)).isEqualTo("echo-0");
        service.discovery().stale(Duration.ofMinutes(5), "the API server is away");
        assertThat(EchoService.say(channel, 20)).containsOnlyKeys("echo-0");
    }

    @Test
    void theAuthorityIsTheNameOfTheService() throws Exception {
        service.add();
        assertThat(service.channel().authority()).isEqualTo("echo.test");
        assertThat(channel("kubernetes://test/echo:9000", "round_robin").authority())
                .isEqualTo("echo.test:9000");
    }

    private ManagedChannel channel(String target, String policy) {
        return service.channel(NettyChannelBuilder.forTarget(target, InsecureChannelCredentials.create())
                .defaultLoadBalancingPolicy(policy));
    }
}
