// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import dev.cairn.lb.Balancers;
import io.grpc.CallOptions;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Service {@code echo.test}, port {@code grpc}, with pods on loopback and channels to it. */
final class EchoService implements AutoCloseable {
    static final ServiceName NAME = ServiceName.parse("echo.test");
    static final String TARGET = "k8s:///echo.test:grpc";

    private static final Service SERVICE = Service.builder(NAME)
            .clusterIps(IpAddress.parse("10.96.0.7"))
            .ports(ServicePort.tcp("grpc", 9000))
            .build();

    private final InMemoryDiscovery discovery = InMemoryDiscovery.of(SERVICE);
    private final Balancers balancers =
            Balancers.builder().source("k8s", discovery).build();
    private final List<EchoServer> servers = new ArrayList<>();
    private final List<ManagedChannel> channels = new ArrayList<>();

    InMemoryDiscovery discovery() {
        return discovery;
    }

    Balancers balancers() {
        return balancers;
    }

    /** A server that discovery doesn't know. */
    EchoServer start() throws IOException {
        EchoServer server = new EchoServer("echo-" + servers.size());
        servers.add(server);
        return server;
    }

    /** A ready pod. */
    EchoServer add() throws IOException {
        EchoServer server = start();
        put(server, endpoint(server).build());
        return server;
    }

    void drain(EchoServer server) {
        put(server, endpoint(server).draining().build());
    }

    void remove(EchoServer server) {
        discovery.removeGroup(NAME, server.name());
    }

    private static Endpoint.Builder endpoint(EchoServer server) {
        return Endpoint.builder(IpAddress.parse("127.0.0.1"))
                .pod(server.name(), "uid-" + server.name())
                .zone("eu-1");
    }

    private void put(EchoServer server, Endpoint endpoint) {
        put(server.name(), server.port(), endpoint);
    }

    /** An endpoint that need not have a server. */
    void put(String name, int port, Endpoint endpoint) {
        discovery.putGroup(
                NAME,
                EndpointGroup.of(name, AddressFamily.IPV4, List.of(EndpointPort.tcp("grpc", port)), List.of(endpoint)));
    }

    ManagedChannel channel() {
        return channel(TARGET, Map.of());
    }

    ManagedChannel channel(String target, Map<String, ?> policy) {
        return channel(target, policy, Map.of());
    }

    /** A channel with our policy, configured so, and what its service config says of all methods. */
    ManagedChannel channel(String target, Map<String, ?> policy, Map<String, ?> methods) {
        Map<String, Object> everyMethod = new HashMap<>(methods);
        everyMethod.put("name", List.of(Map.of()));
        return channel(NettyChannelBuilder.forTarget(target, InsecureChannelCredentials.create())
                .defaultServiceConfig(Map.of(
                        "loadBalancingConfig",
                        List.of(Map.of(CairnGrpc.POLICY, policy)),
                        "methodConfig",
                        List.of(everyMethod))));
    }

    ManagedChannel channel(ManagedChannelBuilder<?> builder) {
        ManagedChannel channel =
                builder.setNameResolverArg(CairnGrpc.BALANCERS, balancers).build();
        channels.add(channel);
        return channel;
    }

    /** One call; the name of the server that answered. */
    static String say(io.grpc.Channel channel) {
        return ClientCalls.blockingUnaryCall(
                channel, Echo.SAY, CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS), "hello");
    }

    /** Who answered how many of so many calls, one after the other. */
    static Map<String, Integer> say(io.grpc.Channel channel, int times) {
        Map<String, Integer> answers = new TreeMap<>();
        for (int i = 0; i < times; i++) {
            answers.merge(say(channel), 1, Integer::sum);
        }
        return answers;
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        servers.forEach(EchoServer::close);
        balancers.close();
        discovery.close();
    }
}
