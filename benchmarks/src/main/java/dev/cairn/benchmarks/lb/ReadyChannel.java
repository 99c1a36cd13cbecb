// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks.lb;

import io.grpc.Attributes;
import io.grpc.ChannelLogger;
import io.grpc.ConnectivityState;
import io.grpc.ConnectivityStateInfo;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer;
import io.grpc.LoadBalancer.CreateSubchannelArgs;
import io.grpc.LoadBalancer.ResolvedAddresses;
import io.grpc.LoadBalancer.Subchannel;
import io.grpc.LoadBalancer.SubchannelPicker;
import io.grpc.LoadBalancer.SubchannelStateListener;
import io.grpc.LoadBalancerProvider;
import io.grpc.LoadBalancerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.NameResolver.ConfigOrError;
import io.grpc.SynchronizationContext;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** As much of a channel of grpc-java as its policies need: subchannels are ready when they are asked to connect. */
final class ReadyChannel extends LoadBalancer.Helper {
    private static final ConnectivityStateInfo READY = ConnectivityStateInfo.forNonError(ConnectivityState.READY);

    private final SynchronizationContext context = new SynchronizationContext((thread, error) -> {
        throw new IllegalStateException(error);
    });
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "grpc-timer");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable SubchannelPicker picker;

    private ReadyChannel() {}

    /** The picker of the policy over so many endpoints. */
    static SubchannelPicker picker(String policy, int endpoints) {
        LoadBalancerProvider provider =
                LoadBalancerRegistry.getDefaultRegistry().getProvider(policy);
        if (provider == null) {
            throw new IllegalArgumentException("grpc-java has no policy " + policy);
        }
        Map<String, ?> text = policy.startsWith("outlier")
                ? Map.of(
                        "successRateEjection", Map.of(),
                        "failurePercentageEjection", Map.of(),
                        "childPolicy", List.of(Map.of("round_robin", Map.of())))
                : Map.of();
        ConfigOrError config = provider.parseLoadBalancingPolicyConfig(text);
        if (config.getError() != null) {
            throw new IllegalArgumentException(String.valueOf(config.getError()));
        }
        ReadyChannel channel = new ReadyChannel();
        LoadBalancer balancer = provider.newLoadBalancer(channel);
        channel.context.execute(() -> {
            var unused = balancer.acceptResolvedAddresses(ResolvedAddresses.newBuilder()
                    .setAddresses(addresses(endpoints))
                    .setLoadBalancingPolicyConfig(config.getConfig())
                    .build());
        });
        SubchannelPicker current = channel.picker;
        if (current == null) {
            throw new IllegalStateException(policy + " made no picker");
        }
        return current;
    }

    private static List<EquivalentAddressGroup> addresses(int endpoints) {
        return IntStream.range(0, endpoints)
                .mapToObj(i -> new EquivalentAddressGroup(
                        InetSocketAddress.createUnresolved("10.0." + i / 256 + "." + i % 256, 80)))
                .toList();
    }

    @Override
    public Subchannel createSubchannel(CreateSubchannelArgs args) {
        return new ReadySubchannel(args);
    }

    private final class ReadySubchannel extends Subchannel {
        private final CreateSubchannelArgs args;
        private @Nullable SubchannelStateListener listener;

        private ReadySubchannel(CreateSubchannelArgs args) {
            this.args = args;
        }

        @Override
        public void start(SubchannelStateListener stateListener) {
            listener = stateListener;
        }

        @Override
        public void requestConnection() {
            context.execute(() -> {
                SubchannelStateListener health = args.getOption(LoadBalancer.HEALTH_CONSUMER_LISTENER_ARG_KEY);
                if (health != null) {
                    health.onSubchannelState(READY);
                }
                if (listener != null) {
                    listener.onSubchannelState(READY);
                }
            });
        }

        @Override
        public List<EquivalentAddressGroup> getAllAddresses() {
            return args.getAddresses();
        }

        @Override
        public Attributes getAttributes() {
            return args.getAttributes();
        }

        @Override
        public ChannelLogger getChannelLogger() {
            return new Silence();
        }

        @Override
        public void shutdown() {}
    }

    @Override
    public void updateBalancingState(ConnectivityState state, SubchannelPicker newPicker) {
        if (state == ConnectivityState.READY) {
            picker = newPicker;
        }
    }

    @Override
    public ManagedChannel createOobChannel(EquivalentAddressGroup addresses, String authority) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getAuthority() {
        return "orders.shop";
    }

    @Override
    public SynchronizationContext getSynchronizationContext() {
        return context;
    }

    @Override
    public ScheduledExecutorService getScheduledExecutorService() {
        return timer;
    }

    @Override
    public ChannelLogger getChannelLogger() {
        return new Silence();
    }

    private static final class Silence extends ChannelLogger {
        @Override
        public void log(ChannelLogLevel level, String message) {}

        @Override
        public void log(ChannelLogLevel level, String format, @Nullable Object... args) {}
    }
}
