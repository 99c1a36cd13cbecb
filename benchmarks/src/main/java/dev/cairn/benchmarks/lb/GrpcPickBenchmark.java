// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks.lb;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ClientStreamTracer;
import io.grpc.LoadBalancer.PickDetailsConsumer;
import io.grpc.LoadBalancer.PickResult;
import io.grpc.LoadBalancer.PickSubchannelArgs;
import io.grpc.LoadBalancer.Subchannel;
import io.grpc.LoadBalancer.SubchannelPicker;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.internal.PickSubchannelArgsImpl;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * How long a pick and the end of its stream take in grpc-java, with the policy's own classes and subchannels that are always ready. The
 * tracer that a policy attaches is told what a stream would tell it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GrpcPickBenchmark {
    private static final ClientStreamTracer.StreamInfo STREAM =
            ClientStreamTracer.StreamInfo.newBuilder().build();
    private static final Metadata HEADERS = new Metadata();

    /** The policy, as service configurations name it. */
    @Param({"round_robin", "least_request_experimental", "outlier_detection_experimental"})
    public String policy = "";

    /** The number of endpoints. */
    @Param({"3", "100", "1000", "5000"})
    public int endpoints;

    private final PickSubchannelArgs args =
            new PickSubchannelArgsImpl(method(), HEADERS, CallOptions.DEFAULT, new PickDetailsConsumer() {});
    private final SubchannelPicker[] picker = new SubchannelPicker[1];

    /** Opens the policy over endpoints that are always ready. */
    @Setup
    public void open() {
        picker[0] = ReadyChannel.picker(policy, endpoints);
        if (picker[0].pickSubchannel(args).getSubchannel() == null) {
            throw new IllegalStateException(policy + " has no ready endpoint");
        }
    }

    /** One call that succeeds. */
    @Benchmark
    public Subchannel pickAndFinish() {
        PickResult result = picker[0].pickSubchannel(args);
        ClientStreamTracer.Factory tracers = result.getStreamTracerFactory();
        if (tracers != null) {
            ClientStreamTracer tracer = tracers.newClientStreamTracer(STREAM, HEADERS);
            tracer.streamCreated(Attributes.EMPTY, HEADERS);
            tracer.streamClosed(Status.OK);
        }
        return result.getSubchannel();
    }

    private static MethodDescriptor<byte[], byte[]> method() {
        MethodDescriptor.Marshaller<byte[]> octets = new MethodDescriptor.Marshaller<>() {
            @Override
            public InputStream stream(byte[] value) {
                return new ByteArrayInputStream(value);
            }

            @Override
            public byte[] parse(InputStream stream) {
                return new byte[0];
            }
        };
        return MethodDescriptor.newBuilder(octets, octets)
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("orders/Ask")
                .build();
    }
}
