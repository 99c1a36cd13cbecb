// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.ClusterWatcher;
import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.DiscoverySource;
import dev.cairn.discovery.RequestListener;
import dev.cairn.discovery.Selection;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServiceWatcher;
import dev.cairn.discovery.Watch;
import dev.cairn.discovery.kubernetes.ApiServer.Connections;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Services of a Kubernetes cluster, watched through its API server.
 *
 * <p>It needs {@code list} and {@code watch} on {@code services} and on {@code endpointslices} of {@code discovery.k8s.io}; with the
 * input NAMESPACES on {@code namespaces} too, with PODS on {@code pods}, with NODES on {@code nodes}. A refusal is told to
 * {@code onFailure} once, as a permanent failure whose message holds the RBAC objects to apply; it is tried again
 * soon, and then twice a minute.
 *
 * <ul>
 *   <li>{@link #watchAll} with namespaces asks for each of them alone, so a Role in each is enough. Namespaces themselves belong to
 *       the cluster: when they may not be read, that is told as a failure, and those that the selection names are taken to exist,
 *       without labels.
 *   <li>{@link #watch} asks for one Service and its slices; all watchers of a Service share that. When Services may not be read but
 *       slices may, that is told as a failure too, and the Service is taken to exist while it has a slice. It then has no cluster
 *       IPs and no ports, while its groups have ports: names and target numbers are known, the Service's own numbers are not.
 *   <li>Equal selections share what is read, too. What nobody watches any more is not read.
 * </ul>
 *
 * <p>When the server is lost, {@code onStale} follows at once and every ten seconds until it is back. Threads are daemons, and their
 * names begin with {@code discovery-}. <b>Thread-safe.</b>
 */
public final class KubernetesDiscovery implements DiscoverySource {
    private static final Logger LOG = LoggerFactory.getLogger(KubernetesDiscovery.class);

    private final String namespace;
    private final Loop loop;
    private final ApiServer server;
    private final Feeds<Selection> selections;
    private final Feeds<ServiceName> services;

    private KubernetesDiscovery(Builder builder, ClusterConfig config) {
        this.namespace = builder.namespace == null ? config.namespace() : builder.namespace;
        Tuning tuning = builder.tuning();
        loop = new Loop();
        server = new ApiServer(loop, config.client(), tuning);
        FeedContext context =
                new FeedContext(loop, server, Connections.OWN, tuning, builder.clock, RandomGenerator.getDefault());
        FeedContext shared = context.with(Connections.SHARED);
        selections = new Feeds<>(loop, selection -> Feed.of(selection, context));
        services = new Feeds<>(loop, name -> Feed.of(name, shared));
        LOG.info("Services come from Kubernetes at {}; names without a namespace are in {}", origin(), namespace);
    }

    /**
     * A builder. Defaults: the kubeconfig that kubectl would use, else the pod's service account; the current context and its
     * namespace; 10 s to connect, 30 s for an answer to begin, 90 s of silence before a watch is begun anew.
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Watch watch(ServiceName name, ServiceWatcher watcher) {
        Objects.requireNonNull(watcher, "watcher");
        return services.watch(Objects.requireNonNull(name, "name"), model -> model.watch(name, watcher));
    }

    @Override
    public Watch watchAll(Selection selection, ClusterWatcher watcher) {
        Objects.requireNonNull(watcher, "watcher");
        return selections.watch(
                Objects.requireNonNull(selection, "selection"), model -> model.watchAll(selection, watcher));
    }

    @Override
    public void observe(RequestListener listener) {
        server.observe(Objects.requireNonNull(listener, "listener"));
    }

    /** The namespace given to the builder, else that of the context or of the pod, else {@code default}. */
    @Override
    public String defaultNamespace() {
        return namespace;
    }

    /** The URL of the API server. */
    @Override
    public String origin() {
        return server.url();
    }

    /** Counts every octet that comes: objects, and the bookmarks that the server sends about once a minute. */
    @Override
    public Optional<Duration> silence() {
        OptionalLong ofAll = selections.silenceNanos();
        OptionalLong ofServices = services.silenceNanos();
        return LongStream.concat(ofAll.stream(), ofServices.stream()).max().stream()
                .mapToObj(Duration::ofNanos)
                .findFirst();
    }

    /** Ends all watches, connections and threads; only the selector thread of the JDK's HTTP client ends later, when that is collected. */
    @Override
    public void close() {
        selections.close();
        services.close();
        loop.close();
        server.close();
    }

    @Override
    public String toString() {
        return "Kubernetes at " + origin() + ", namespace " + namespace;
    }

    /** Builds a {@link KubernetesDiscovery}. <b>Confined to</b> one thread. */
    public static final class Builder {
        private @Nullable Path kubeconfig;
        private @Nullable String context;
        private ApiEndpoint endpoint = ApiEndpoint.NONE;
        private @Nullable String namespace;
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration requestTimeout = Duration.ofSeconds(30);
        private Duration silenceTimeout = Duration.ofSeconds(90);
        private InstantSource clock = InstantSource.system();
        private @Nullable Tuning tuning;

        private Builder() {}

        /** The kubeconfig file to read. */
        public Builder kubeconfig(Path value) {
            kubeconfig = Objects.requireNonNull(value, "kubeconfig");
            return this;
        }

        /** The context of the kubeconfig to use. */
        public Builder context(String value) {
            context = Objects.requireNonNull(value, "context");
            return this;
        }

        /** The URL of the API server, instead of a kubeconfig. Without a client certificate no credentials are sent. */
        public Builder endpoint(String url) {
            endpoint = endpoint.withUrl(Objects.requireNonNull(url, "url"));
            return this;
        }

        /** The authority that has signed the endpoint's certificate, as a file; otherwise one of those that the JDK trusts. */
        public Builder certificateAuthority(Path file) {
            endpoint = endpoint.withAuthority(Objects.requireNonNull(file, "file"));
            return this;
        }

        /** Who asks the endpoint, as files of a certificate and its key. */
        public Builder clientCertificate(Path certificate, Path key) {
            endpoint = endpoint.withClient(
                    Objects.requireNonNull(certificate, "certificate"), Objects.requireNonNull(key, "key"));
            return this;
        }

        /** The namespace for names that give none. */
        public Builder namespace(String value) {
            namespace = Objects.requireNonNull(value, "namespace");
            return this;
        }

        /** How long a connection may take; positive. */
        public Builder connectTimeout(Duration value) {
            connectTimeout = positive(value, "connectTimeout");
            return this;
        }

        /** How long an answer may take to begin, and a list to stand still; positive. */
        public Builder requestTimeout(Duration value) {
            requestTimeout = positive(value, "requestTimeout");
            return this;
        }

        /** How long a watch may be silent. The server sends a bookmark about once a minute. Positive. */
        public Builder silenceTimeout(Duration value) {
            silenceTimeout = positive(value, "silenceTimeout");
            return this;
        }

        /** The clock that says when a change was seen and how old a stale state is. */
        public Builder clock(InstantSource value) {
            clock = Objects.requireNonNull(value, "clock");
            return this;
        }

        /** All times and sizes, for tests. */
        Builder tuning(Tuning value) {
            tuning = value;
            return this;
        }

        private Tuning tuning() {
            return tuning == null ? Tuning.of(connectTimeout, requestTimeout, silenceTimeout) : tuning;
        }

        /**
         * The source. It connects when the first watch begins.
         *
         * @throws DiscoveryException when the configuration cannot be read, the context is not in it, or both a kubeconfig and an
         *     endpoint are given
         */
        public KubernetesDiscovery build() {
            if (endpoint.isNone()) {
                return new KubernetesDiscovery(this, ClusterConfig.load(kubeconfig, context));
            }
            if (kubeconfig != null || context != null) {
                throw DiscoveryException.permanentFailure(
                        "a kubeconfig and an endpoint are given: leave one of them out");
            }
            return new KubernetesDiscovery(this, ClusterConfig.of(endpoint));
        }

        private static Duration positive(Duration value, String name) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException(name + " must be positive, was " + value);
            }
            return value;
        }
    }
}
