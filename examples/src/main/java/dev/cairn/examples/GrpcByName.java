// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import dev.cairn.grpc.CairnGrpc;
import dev.cairn.lb.Balancers;
import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Calls {@code k8s:///hello.demo:grpc} over a gRPC channel; two small servers are the pods behind that name. On a cluster, the discovery
 * and the argument {@code BALANCERS} go: the channel finds the Service by itself.
 */
public final class GrpcByName {
    private static final ServiceName HELLO = ServiceName.parse("hello.demo");
    private static final MethodDescriptor<String, String> GREET = MethodDescriptor.<String, String>newBuilder()
            .setType(MethodType.UNARY)
            .setFullMethodName("demo.Hello/Greet")
            .setRequestMarshaller(new Text())
            .setResponseMarshaller(new Text())
            .build();

    private GrpcByName() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws IOException {
        Server first = pod("first");
        Server second = pod("second");
        try (InMemoryDiscovery discovery = InMemoryDiscovery.of(hello());
                Balancers balancers =
                        Balancers.builder().source("k8s", discovery).build()) {
            publish(discovery, "first", first);
            publish(discovery, "second", second);
            ManagedChannel channel = Grpc.newChannelBuilder(
                            "k8s:///hello.demo:grpc", InsecureChannelCredentials.create())
                    .defaultLoadBalancingPolicy(CairnGrpc.POLICY)
                    .setNameResolverArg(CairnGrpc.BALANCERS, balancers)
                    .build();
            try {
                greet(channel, 6);
                discovery.removeGroup(HELLO, "first");
                first.shutdown();
                System.out.println("the first pod is gone");
                greet(channel, 6);
            } finally {
                channel.shutdownNow();
            }
        } finally {
            first.shutdownNow();
            second.shutdownNow();
        }
    }

    private static void greet(ManagedChannel channel, int times) {
        for (int i = 0; i < times; i++) {
            System.out.println(ClientCalls.blockingUnaryCall(channel, GREET, CallOptions.DEFAULT, "world"));
        }
    }

    private static Service hello() {
        return Service.builder(HELLO)
                .clusterIps(IpAddress.parse("10.96.0.7"))
                .ports(ServicePort.tcp("grpc", 9000))
                .build();
    }

    private static void publish(InMemoryDiscovery discovery, String name, Server pod) {
        Endpoint endpoint = Endpoint.ready(IpAddress.parse("127.0.0.1"));
        discovery.putGroup(
                HELLO,
                EndpointGroup.of(
                        name, AddressFamily.IPV4, List.of(EndpointPort.tcp("grpc", pod.getPort())), List.of(endpoint)));
    }

    private static Server pod(String name) throws IOException {
        InetAddress loopback = IpAddress.parse("127.0.0.1").toInetAddress();
        return NettyServerBuilder.forAddress(new InetSocketAddress(loopback, 0))
                .addService(ServerServiceDefinition.builder("demo.Hello")
                        .addMethod(GREET, ServerCalls.asyncUnaryCall((request, response) -> {
                            response.onNext("hello " + request + " from the " + name + " pod");
                            response.onCompleted();
                        }))
                        .build())
                .build()
                .start();
    }

    /** Stands in for generated messages. */
    private static final class Text implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
