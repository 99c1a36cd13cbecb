// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.discovery.DiscoverySource;
import dev.cairn.discovery.IpAddress;
import dev.cairn.lb.check.ActiveChecks;
import dev.cairn.lb.internal.affinity.ClientIdentity;
import dev.cairn.lb.internal.source.EndpointSource;
import dev.cairn.lb.internal.source.ServiceWatches;
import dev.cairn.lb.internal.source.ThisMachine;
import dev.cairn.lb.internal.time.Timer;
import dev.cairn.lb.internal.zone.Locality;
import dev.cairn.lb.internal.zone.OwnLocality;
import dev.cairn.lb.policy.Policies;
import dev.cairn.lb.policy.Policy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What balancers share: sources, one watch per Service, one timer thread, and the names that HTTP clients balance. It also makes
 * balancers on demand and closes those that nobody has asked for in a while.
 *
 * <p>One for a process is enough. <b>Thread-safe.</b>
 */
public final class Balancers implements AutoCloseable {
    private static final int MAX_CHECKS = 64; // at a time, of all balancers

    private final LongSupplier nanoClock;
    private final @Nullable Policy policy;
    private final RetryPolicy retry;
    private final HedgePolicy hedge;
    private final HealthOptions health;
    private final KnownNames names;
    private final OwnLocality locality;
    private final boolean zoneAware;
    private final @Nullable ActiveChecks activeChecks;
    private final CheckQueue checkQueue = new CheckQueue(MAX_CHECKS);
    private final Subsetting subsetting;
    private final ThisMachine machine;
    private final long identity;
    private final EndpointSources sources;
    private final ScheduledExecutorService timer;
    private final CallThreads callThreads;
    private final Listeners listeners = new Listeners();
    private final BalancerCache cache;

    private Balancers(Builder builder) {
        nanoClock = builder.nanoClock;
        policy = builder.policy;
        retry = builder.retry;
        hedge = builder.hedge;
        health = new HealthOptions(
                builder.outlierDetection, builder.slowStart, builder.concurrencyLimit, builder.random);
        names = builder.names.build();
        subsetting = builder.subsetting;
        machine = ThisMachine.read();
        locality = new OwnLocality(new Locality(builder.zone, builder.node), System.getenv(), machine.addresses());
        zoneAware = builder.zoneAware;
        activeChecks = builder.activeChecks;
        identity = ClientIdentity.of(machine.addresses());
        builder.listeners.forEach(listeners::add);
        timer = timerThread();
        callThreads = CallThreads.of(timer);
        sources = new EndpointSources(
                new SourcePool(builder.sources),
                new ServiceWatches(machine, locality, nanoClock),
                new EndpointSources.Dns(builder.fallbackToDns, names.clusterDomain(), builder.dnsServer),
                timer,
                nanoClock);
        cache = new BalancerCache(this::make, builder.idleTimeout, nanoClock, timer);
    }

    /**
     * A builder. Defaults: sources from the class path, policy {@link Policies#peakEwma()} unless a Service has {@code sessionAffinity:
     * ClientIP}, retries by {@link RetryPolicy#standard()}, no hedging, ejection by {@link OutlierDetection#standard()}, slow start
     * 30 s, no subsetting, idle timeout 10 min, known names those that end in {@code .svc} or {@code .svc.cluster.local}.
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The balancer of a target, made when it is asked for first and shared by all who ask. It is closed when nobody has asked for the
     * idle timeout, so ask again for each use; {@link Balancer#builder(Target)} makes one to keep.
     *
     * @throws dev.cairn.discovery.DiscoveryException when there is no source for the scheme
     * @throws IllegalStateException when closed
     */
    public Balancer get(Target target) {
        return cache.get(target);
    }

    /**
     * As {@link #get(Target)}.
     *
     * @throws IllegalArgumentException when the text is no target; the message guesses what was meant
     */
    public Balancer get(String target) {
        return get(Target.parse(target));
    }

    /**
     * Watches the endpoints of a target for a client that chooses among them by itself. The listener hears of what is known now and of
     * each change, until the watch is closed; quickly, since others may wait for it.
     *
     * @throws dev.cairn.discovery.DiscoveryException when there is no source for the scheme
     */
    public EndpointWatch watch(Target target, Consumer<Endpoints> listener) {
        EndpointWatch watch = new EndpointWatch(target, endpoints(target, null), listener);
        watch.start();
        return watch;
    }

    /**
     * The target that a host name and port of a URL stand for; empty when the name isn't a known one, so that the URL is no business of
     * ours. The port is the Service's, 1 to 65535.
     */
    public Optional<Target> targetOf(String host, int port) {
        return names.target(host.toLowerCase(Locale.ROOT), port);
    }

    /** Tells the listener of every balancer that is open, and of all that happens to them and to later ones. */
    public void addListener(BalancerListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    /** Tells the listener nothing more; an event that is being told may still end. */
    public void removeListener(BalancerListener listener) {
        listeners.remove(listener);
    }

    /**
     * The target that a host name without a port stands for; empty when the name isn't a known one. The target has the port that the
     * name was registered with, or none, which suits a service with one port.
     */
    public Optional<Target> targetOf(String host) {
        return names.target(host.toLowerCase(Locale.ROOT));
    }

    /** Closes every balancer made by {@link #get}, every source opened here, and the timer. Closing again does nothing. */
    @Override
    public void close() {
        cache.close();
        sources.close();
        timer.shutdownNow();
    }

    EndpointSource endpoints(Target target, @Nullable DiscoverySource given) {
        return sources.open(target, given);
    }

    /** For one balancer: the policy named here, or the default one, which the Service may overrule. */
    PolicyChoice policies() {
        return policy == null
                ? PolicyChoice.byDefault(Policies.peakEwma(), identity, nanoClock)
                : PolicyChoice.always(policy);
    }

    RetryPolicy retry() {
        return retry;
    }

    HedgePolicy hedge() {
        return hedge;
    }

    Retries retries(Events events, RetryPolicy chosen, HedgePolicy hedged) {
        return new Retries(events, chosen, new Hedging(hedged, nanoClock), nanoClock, health.random());
    }

    Listeners listeners() {
        return listeners;
    }

    HealthOptions health() {
        return health;
    }

    @Nullable
    ActiveChecks activeChecks() {
        return activeChecks;
    }

    Checker checker(ActiveChecks checks) {
        return new Checker(checks, checkQueue, Timer.on(timer), health.random());
    }

    /** For one balancer; its own options, if it has any, and the source that it was given for its target. */
    Subsets subsets(@Nullable Subsetting chosen, @Nullable DiscoverySource given) {
        Subsetting options = chosen == null ? subsetting : chosen;
        Target own = options.clientService();
        IpAddress address = options.clientAddress();
        Set<IpAddress> addresses = address == null ? machine.addresses() : Set.of(address);
        return new Subsets(options, identity, own == null ? null : sources.ofService(own, given), addresses);
    }

    Nearness nearness(Target target, @Nullable Boolean isZoneAware) {
        return new Nearness(target, locality, isZoneAware == null ? zoneAware : isZoneAware);
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    CallThreads callThreads() {
        return callThreads;
    }

    LongSupplier nanoClock() {
        return nanoClock;
    }

    private Balancer make(Target target) {
        return Balancer.builder(target).balancers(this).build();
    }

    private static ScheduledExecutorService timerThread() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "lb-scheduler");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** Builds {@link Balancers}. <b>Confined to</b> one thread. */
    public static final class Builder {
        private final Map<String, DiscoverySource> sources = new HashMap<>();
        private final List<BalancerListener> listeners = new ArrayList<>();
        private final KnownNames.Builder names = new KnownNames.Builder();
        private @Nullable Policy policy;
        private RetryPolicy retry = RetryPolicy.standard();
        private HedgePolicy hedge = HedgePolicy.never();
        private OutlierDetection outlierDetection = OutlierDetection.standard();
        private Duration slowStart = HealthOptions.SLOW_START;
        private @Nullable ConcurrencyLimit concurrencyLimit;
        private String zone = "";
        private String node = "";
        private boolean zoneAware;
        private Subsetting subsetting = Subsetting.off();
        private boolean fallbackToDns;
        private @Nullable InetSocketAddress dnsServer;
        private @Nullable ActiveChecks activeChecks;
        private RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
        private Duration idleTimeout = Duration.ofMinutes(10);
        private LongSupplier nanoClock = System::nanoTime;

        private Builder() {}

        /** Reads Services of targets with this scheme, such as {@code k8s}, from this source; whoever made it closes it. */
        public Builder source(String scheme, DiscoverySource source) {
            String canonical = scheme.toLowerCase(Locale.ROOT);
            sources.put(canonical.equals("kubernetes") ? "k8s" : canonical, Objects.requireNonNull(source, "source"));
            return this;
        }

        /**
         * Picks by this policy unless a balancer's own builder says otherwise, even when the session affinity of a Service asks for
         * another one.
         */
        public Builder policy(Policy value) {
            policy = Objects.requireNonNull(value, "policy");
            return this;
        }

        /** Repeats calls by this policy unless a balancer's own builder says otherwise. */
        public Builder retry(RetryPolicy value) {
            retry = Objects.requireNonNull(value, "retry");
            return this;
        }

        /** Makes slow calls a second time by this policy unless a balancer's own builder says otherwise. */
        public Builder hedge(HedgePolicy value) {
            hedge = Objects.requireNonNull(value, "hedge");
            return this;
        }

        /** Ejects endpoints by these rules unless a balancer's own builder says otherwise. */
        public Builder outlierDetection(OutlierDetection value) {
            outlierDetection = Objects.requireNonNull(value, "outlierDetection");
            return this;
        }

        /**
         * How long an endpoint that is new gets fewer calls than the others: a tenth of its share at first, all of it in the end. One that
         * comes back from an ejection takes a third of the time. Left out while most endpoints are new. Zero for no slow start.
         */
        public Builder slowStart(Duration value) {
            slowStart = checkedSlowStart(value);
            return this;
        }

        /**
         * Leaves out endpoints that have as many calls in flight as they bear, while there is another one, unless a balancer's own builder
         * says otherwise. No limits unless set.
         */
        public Builder concurrencyLimit(ConcurrencyLimit value) {
            concurrencyLimit = Objects.requireNonNull(value, "concurrencyLimit");
            return this;
        }

        static Duration checkedSlowStart(Duration value) {
            if (value.isNegative()) {
                throw new IllegalArgumentException("slowStart must not be negative, was " + value);
            }
            return value;
        }

        /**
         * The zone that this process runs in. Unless said, it is that of the environment variable {@code CAIRN_ZONE}, else that of an
         * endpoint of a watched Service that has an address of this machine.
         */
        public Builder zone(String value) {
            zone = checkedPlace(value, "zone");
            return this;
        }

        /**
         * The node that this process runs on. Unless said, it is that of the environment variable {@code CAIRN_NODE}, else that of an
         * endpoint of a watched Service that has an address of this machine.
         */
        public Builder node(String value) {
            node = checkedPlace(value, "node");
            return this;
        }

        private static String checkedPlace(String value, String what) {
            if (value.isBlank()) {
                throw new IllegalArgumentException(what + " must not be blank; leave it out when it isn't known");
            }
            return value.strip();
        }

        /**
         * Whether Services of {@code k8s} targets are looked up in the DNS for as long as the API can't be read, as in {@link
         * Target#firstOf}; {@code false} unless said otherwise.
         */
        public Builder fallbackToDns(boolean value) {
            fallbackToDns = value;
            return this;
        }

        /** Asks this server for DNS targets that name none, instead of those of the system. */
        Builder dnsServer(InetSocketAddress value) {
            dnsServer = value;
            return this;
        }

        /** Asks endpoints whether they are well, beside the calls that they get; not at all unless said otherwise. */
        public Builder activeChecks(ActiveChecks value) {
            activeChecks = Objects.requireNonNull(value, "activeChecks");
            return this;
        }

        /**
         * Whether endpoints in the own zone are preferred when neither hints nor the Service's {@code trafficDistribution} ask for it;
         * {@code false} unless said otherwise. Six endpoints and more, and in proportion to what the zones have.
         */
        public Builder zoneAware(boolean value) {
            zoneAware = value;
            return this;
        }

        /** Calls only some of the endpoints of each target; {@link Subsetting#off()} unless said otherwise. */
        public Builder subsetting(Subsetting value) {
            subsetting = Objects.requireNonNull(value, "subsetting");
            return this;
        }

        /** Tells the listener of all balancers; more than one is told in the order of these calls. */
        public Builder listener(BalancerListener value) {
            listeners.add(Objects.requireNonNull(value, "listener"));
            return this;
        }

        /** Closes a balancer made by {@link Balancers#get} when nobody has asked for it for this long; positive. */
        public Builder idleTimeout(Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException("idleTimeout must be positive, was " + value);
            }
            idleTimeout = value;
            return this;
        }

        /**
         * Makes a host name known to HTTP clients: one of the forms of a Service name, such as {@code orders.shop}. Its longer forms
         * with {@code .svc} and the cluster domain are known in any case.
         */
        public Builder service(String host) {
            names.service(host);
            return this;
        }

        /** Makes a host name stand for a target of any scheme, whose own port, if it has one, goes before that of the URL. */
        public Builder service(String host, String target) {
            names.service(host, target);
            return this;
        }

        /** Makes {@code <service>.<namespace>} known to HTTP clients for every Service of this namespace. */
        public Builder namespace(String namespace) {
            names.namespace(namespace);
            return this;
        }

        /** The cluster domain whose names are known; {@code cluster.local} unless said otherwise. */
        public Builder clusterDomain(String domain) {
            names.clusterDomain(domain);
            return this;
        }

        /** Draws waits and jitter from this generator, which is shared between threads. */
        Builder random(RandomGenerator value) {
            random = value;
            return this;
        }

        Builder nanoClock(LongSupplier clock) {
            nanoClock = clock;
            return this;
        }

        /** The balancers; none is made yet. */
        public Balancers build() {
            return new Balancers(this);
        }
    }
}
