// SPDX-License-Identifier: Apache-2.0
package dev.cairn.okhttp;

import dev.cairn.lb.Balancers;
import dev.cairn.lb.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Sends the calls to services it knows to an endpoint that the balancer picks, and passes all others through.
 *
 * <pre>{@code
 * OkHttpClient client = new OkHttpClient.Builder()
 *         .addInterceptor(BalancingInterceptor.of(Balancers.builder().namespace("shop").build()))
 *         .build();
 * client.newCall(new Request.Builder().url("https://orders.shop/cart").build()).execute();
 * }</pre>
 *
 * <p>The URL stays as it is, and so do {@code Host}, {@code :authority}, the name that TLS asks for and verifies, cookies, caches and redirects.
 * Only the address that is connected to is the endpoint's. HTTP/2 works as always, with connections of its own for each endpoint.
 *
 * <p>A call is sent again to another endpoint when the first can't be connected to, or TLS fails; when the method is idempotent and the
 * body isn't a one-shot, also after any other failure of the connection and after 429, 502, 503 and 504. When that doesn't help, the last
 * response is given back, or an {@link IOException} that lists the attempts. A call that isn't idempotent is never repeated by OkHttp itself
 * either, once it may have been sent.
 *
 * <p>A redirect within the service stays with the endpoint; one that leads elsewhere is OkHttp's own business.
 *
 * <p><b>Thread-safe.</b>
 */
public final class BalancingInterceptor implements Interceptor {
    private final Balancers balancers;
    private final int connectTimeoutMillis;
    private final Supplier<EndpointPools> poolMaker;
    private final ConcurrentMap<Target, EndpointPools> pools = new ConcurrentHashMap<>();

    private BalancingInterceptor(Builder builder) {
        balancers = builder.balancers;
        connectTimeoutMillis = (int) builder.connectTimeout.toMillis();
        int maxIdleConnections = builder.maxIdleConnections;
        Duration keepAlive = builder.keepAlive;
        poolMaker = () -> new EndpointPools(maxIdleConnections, keepAlive, System::nanoTime);
    }

    /** With the defaults of {@link #builder}. */
    public static BalancingInterceptor of(Balancers balancers) {
        return builder(balancers).build();
    }

    /**
     * A builder; whoever made the balancers closes them. Defaults: 2 s to connect to an endpoint, up to 5 idle connections for each
     * endpoint, kept for 5 min.
     */
    public static Builder builder(Balancers balancers) {
        return new Builder(balancers);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException when it was added as a network interceptor, which comes too late to choose an endpoint
     */
    @Override
    public Response intercept(Chain chain) throws IOException {
        if (chain.connection() != null) {
            throw new IllegalStateException(
                    "BalancingInterceptor must be added by addInterceptor, not addNetworkInterceptor");
        }
        Request request = chain.request();
        HttpUrl url = request.url();
        Optional<Target> target = balancers.targetOf(url.host(), url.port());
        if (target.isEmpty()) {
            return chain.proceed(request);
        }
        return new ServiceCall(chain, poolsOf(target.get()), connectTimeoutMillis).execute(balancers, target.get());
    }

    private EndpointPools poolsOf(Target target) {
        EndpointPools known = pools.get(target);
        if (known != null) {
            return known;
        }
        pools.values().removeIf(EndpointPools::isIdle);
        return pools.computeIfAbsent(target, unused -> poolMaker.get());
    }

    /** Builds a {@link BalancingInterceptor}. <b>Confined to</b> one thread. */
    public static final class Builder {
        private final Balancers balancers;
        private Duration connectTimeout = Duration.ofSeconds(2);
        private int maxIdleConnections = 5;
        private Duration keepAlive = Duration.ofMinutes(5);

        private Builder(Balancers balancers) {
            this.balancers = Objects.requireNonNull(balancers, "balancers");
        }

        /** How long connecting to an endpoint may take, 1 ms to 1 h; a shorter timeout of the client goes before. */
        public Builder connectTimeout(Duration value) {
            if (value.toMillis() < 1 || value.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException("connectTimeout must be 1 ms to 1 h, was " + value);
            }
            connectTimeout = value;
            return this;
        }

        /**
         * How many connections are kept for each endpoint while they are idle, not negative, and for how long, positive. The client's
         * own {@code ConnectionPool} is for its other calls: its limits are for all hosts together.
         */
        public Builder idleConnections(int perEndpoint, Duration keepAliveTime) {
            if (perEndpoint < 0) {
                throw new IllegalArgumentException("perEndpoint must not be negative, was " + perEndpoint);
            }
            if (keepAliveTime.isNegative() || keepAliveTime.isZero()) {
                throw new IllegalArgumentException("keepAliveTime must be positive, was " + keepAliveTime);
            }
            maxIdleConnections = perEndpoint;
            keepAlive = keepAliveTime;
            return this;
        }

        /** The interceptor. */
        public BalancingInterceptor build() {
            return new BalancingInterceptor(this);
        }
    }
}
