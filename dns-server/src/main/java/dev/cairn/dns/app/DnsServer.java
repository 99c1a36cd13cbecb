// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.discovery.DiscoverySource;
import dev.cairn.discovery.DiscoverySources;
import dev.cairn.discovery.IpAddress;
import dev.cairn.dns.config.ConfigException;
import dev.cairn.dns.config.Corefile;
import dev.cairn.dns.config.HostPort;
import dev.cairn.dns.metrics.ServerMetrics;
import dev.cairn.dns.transport.ListenException;
import dev.cairn.dns.transport.StreamLimits;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A DNS server as its Corefile describes it.
 *
 * <pre>{@code
 * try (DnsServer server = DnsServer.builder().corefile(Path.of("Corefile")).source(discovery).build()) {
 *     server.start();
 *     server.awaitClosed();
 * }
 * }</pre>
 *
 * <p><b>Thread-safe.</b>
 */
public final class DnsServer implements AutoCloseable {

    private final Lifecycle lifecycle;

    private DnsServer(Builder builder) {
        ServerMetrics metrics = new ServerMetrics(version(), "");
        Directives.showAlways(metrics.meters());
        ClusterModels models = new ClusterModels(builder.ownAddresses, builder.clock, metrics.meters());
        Configuration configuration = Configuration.read(builder, models, metrics);
        this.lifecycle = new Lifecycle(builder, configuration, models, metrics);
    }

    /**
     * A builder. Defaults: the built-in Corefile for a cluster (all addresses, port 53), port 53 for keys without a port,
     * the source of the
     * scheme {@code k8s} that is on the class path, the variables of this process, the addresses of this
     * machine, a warm-up of 400 ms, {@link StreamLimits#DEFAULT}, and no state kept on disk.
     */
    public static Builder builder() {
        return new Builder();
    }

    /** The version of the server; {@code development} when it was not built as a jar. */
    public static String version() {
        String version = DnsServer.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** The directives that are offered, in the order in which they run. */
    public static List<String> directives() {
        return Directives.NAMES;
    }

    /** What runs: block by block in order, and for each zone whether it is on the fast path or which line takes it off. */
    public String describe() {
        return new Description(lifecycle.configuration()).text();
    }

    /**
     * Opens all addresses and the source, waits for the source as long as the Corefile says, and begins to serve. A source
     * that isn't synced by then keeps syncing; until it has, what cannot be answered is SERVFAIL. With a restored state to answer
     * from, it does not wait for a source that cannot read its origin.
     *
     * @throws ListenException if an address cannot be opened
     * @throws dev.cairn.discovery.DiscoveryException if there is no source
     * @throws InterruptedException with everything closed again, as after any exception
     */
    public void start() throws InterruptedException {
        if (lifecycle.configuration().isDebug()) {
            ServerLog.showDebug();
        }
        lifecycle.start();
    }

    /**
     * Reads the Corefile again and goes over to it without losing a query: addresses that it keeps stay open, and the source is read again
     * only as far as other things of the cluster are wanted. Where that fails, it is logged with what is wrong, and nothing changes. May take
     * as long as {@code startup_timeout}.
     *
     * @return whether the server answers from the Corefile as it is now
     */
    public boolean reload() {
        return lifecycle.reloadNow();
    }

    /** The addresses that are served, with the ports that are really open; empty before {@link #start}. */
    public List<InetSocketAddress> addresses() {
        return lifecycle.addresses();
    }

    /** Where an address of {@code health}, {@code ready} or {@code prometheus} is really open. */
    InetSocketAddress httpAddress(HostPort address) {
        return lifecycle.httpAddress(address);
    }

    /** Whether it serves, and everything that it answers from is synced or was restored not long ago. */
    public boolean isReady() {
        return lifecycle.notReady().isEmpty();
    }

    boolean isStopping() {
        return lifecycle.isStopping();
    }

    /** Waits until the server is closed. */
    public void awaitClosed() throws InterruptedException {
        lifecycle.awaitClosed();
    }

    /**
     * Says that it is not ready any more, goes on serving for as long as {@code lameduck} says, then answers every request
     * that has arrived, and closes. Takes at most some seconds longer than {@code lameduck}. When it returns nothing runs any
     * more; closing again waits for that.
     */
    @Override
    public void close() {
        lifecycle.close();
    }

    /** Builds a {@link DnsServer}. <b>Confined to</b> one thread. */
    public static final class Builder {

        private Configuration.Source source = builtIn(DefaultCorefile.CLUSTER);
        private int defaultPort = Corefile.DEFAULT_PORT;
        private Map<String, String> environment = System.getenv();
        private @Nullable InetSocketAddress listen;
        private @Nullable Supplier<DiscoverySource> discovery;
        private boolean closesDiscovery = true;
        private List<IpAddress> ownAddresses = Interfaces.own();
        private InstantSource clock = InstantSource.system();
        private Duration warmUp = Duration.ofMillis(400);
        private StreamLimits streamLimits = StreamLimits.DEFAULT;
        private @Nullable Path stateDir;

        private Builder() {}

        private static Configuration.Source builtIn(String text) {
            return new Configuration.Source(Path.of(DefaultCorefile.NAME), Optional.of(text));
        }

        /** Reads this file. */
        public Builder corefile(Path file) {
            source = new Configuration.Source(file, Optional.empty());
            return this;
        }

        /** Reads this text; the name stands for it in messages, and relative imports begin in its folder. */
        public Builder corefile(String text, String name) {
            source = new Configuration.Source(Path.of(name), Optional.of(text));
            return this;
        }

        /** Takes the built-in Corefile for one machine: 127.0.0.1, port 1053, cluster.local and the reverse zones. */
        public Builder localCorefile() {
            source = builtIn(DefaultCorefile.LOCAL);
            return this;
        }

        /** The port of keys that name none, 0 to 65535. */
        public Builder defaultPort(int port) {
            defaultPort = port;
            return this;
        }

        /** The variables that the Corefile may refer to. */
        public Builder environment(Map<String, String> variables) {
            environment = Map.copyOf(variables);
            return this;
        }

        /** Serves everything at this address, whatever the Corefile says; port 0 lets the system choose. */
        public Builder listen(InetSocketAddress address) {
            listen = Objects.requireNonNull(address, "address");
            return this;
        }

        /** Answers from this source, which the caller closes. */
        public Builder source(DiscoverySource value) {
            Objects.requireNonNull(value, "value");
            discovery = () -> value;
            closesDiscovery = false;
            return this;
        }

        /** Answers from the source that this opens, if the Corefile needs one; the server closes it. */
        public Builder source(Supplier<DiscoverySource> factory) {
            discovery = Objects.requireNonNull(factory, "factory");
            closesDiscovery = true;
            return this;
        }

        /** The addresses that NS records of the served zones may name. */
        public Builder ownAddresses(List<IpAddress> addresses) {
            ownAddresses = List.copyOf(addresses);
            return this;
        }

        /** The clock that serial numbers and ages are read from. */
        public Builder clock(InstantSource value) {
            clock = Objects.requireNonNull(value, "value");
            return this;
        }

        /** How long the server asks itself before it says that it is ready; zero for not at all. */
        public Builder warmUp(Duration limit) {
            warmUp = Objects.requireNonNull(limit, "limit");
            return this;
        }

        /** What clients of TCP may make the server hold. */
        public Builder streamLimits(StreamLimits limits) {
            streamLimits = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /**
         * Keeps the last known state of the cluster in this folder, which is made when it is missing, and answers from it after a
         * restart until the source has been read. A folder that cannot be used is logged, and the server runs without.
         */
        public Builder stateDir(Path folder) {
            stateDir = Objects.requireNonNull(folder, "folder");
            return this;
        }

        /**
         * The server, not started. Opens nothing.
         *
         * @throws ConfigException with everything that is wrong in the Corefile
         */
        public DnsServer build() {
            return new DnsServer(this);
        }

        Configuration.Source source() {
            return source;
        }

        int defaultPort() {
            return defaultPort;
        }

        Map<String, String> environment() {
            return environment;
        }

        Optional<InetSocketAddress> listen() {
            return Optional.ofNullable(listen);
        }

        /** Opens the source, with these options if it is the one of a live cluster. */
        DiscoverySource openDiscovery(Map<String, String> options) {
            return discovery == null ? DiscoverySources.open("k8s", options) : discovery.get();
        }

        boolean closesDiscovery() {
            return closesDiscovery;
        }

        Duration warmUp() {
            return warmUp;
        }

        StreamLimits streamLimits() {
            return streamLimits;
        }

        Optional<Path> stateDir() {
            return Optional.ofNullable(stateDir);
        }

        InstantSource clock() {
            return clock;
        }
    }
}
