// SPDX-License-Identifier: Apache-2.0
package dev.cairn.okhttp;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.lb.Attempt;
import dev.cairn.lb.Balancer;
import dev.cairn.lb.Balancers;
import dev.cairn.lb.CallOptions;
import dev.cairn.lb.LoadReports;
import dev.cairn.lb.NoEndpointException;
import dev.cairn.lb.RetriesExhaustedException;
import dev.cairn.lb.Target;
import dev.cairn.lb.http.HttpRules;
import java.io.IOException;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.Interceptor.Chain;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** One call to a service, with its attempts. <b>Confined to</b> the thread of the call. */
final class ServiceCall {
    private static final Dns NOWHERE = host -> {
        throw new UnknownHostException(host);
    };

    private final Chain chain;
    private final EndpointPools pools;
    private final int connectTimeoutMillis;
    private final Request request;
    private final boolean isRepeatable;

    ServiceCall(Chain chain, EndpointPools pools, int connectTimeoutMillis) {
        this.chain = chain;
        this.pools = pools;
        this.connectTimeoutMillis = Math.min(connectTimeoutMillis, positive(chain.connectTimeoutMillis()));
        request = chain.request();
        isRepeatable = HttpRules.isIdempotent(request.method()) && isReplayable(request.body());
    }

    /** OkHttp writes 0 for "no limit". */
    private static int positive(int timeoutMillis) {
        return timeoutMillis == 0 ? Integer.MAX_VALUE : timeoutMillis;
    }

    private static boolean isReplayable(@Nullable RequestBody body) {
        return body == null || !body.isOneShot() && !body.isDuplex();
    }

    Response execute(Balancers balancers, Target target) throws IOException {
        CallErrors errors = new CallErrors(chain.call());
        try {
            Balancer balancer = balancers.get(target);
            pools.forgetGone(balancer);
            return balancer.call(options(), errors, attempt -> attempt(attempt, errors));
        } catch (NoEndpointException e) {
            throw HttpRules.ioException(e);
        } catch (RetriesExhaustedException e) {
            throw HttpRules.ioException(e);
        } catch (DiscoveryException | IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private CallOptions options() {
        CallOptions.Builder options = CallOptions.builder().idempotent(isRepeatable);
        long timeoutNanos = chain.call().timeout().timeoutNanos();
        if (timeoutNanos > 0) {
            Duration timeout = Duration.ofNanos(timeoutNanos);
            options.retryWithin(timeout).readyTimeout(timeout);
        }
        return options.build();
    }

    /**
     * Gives the connection of the last attempt back to its pool. A call that sends again to the same host and port stays on the
     * connection that it has, whatever its {@code Dns} says; sending to another host gives it back, and this one has no address.
     */
    private void releaseConnection() {
        HttpUrl nowhere = request.url().newBuilder().host("nowhere.invalid").build();
        try {
            chain.withDns(NOWHERE)
                    .withProxy(Proxy.NO_PROXY)
                    .withRetryOnConnectionFailure(false)
                    .proceed(new Request.Builder().url(nowhere).build())
                    .close();
        } catch (IOException e) {
            // as meant
        }
    }

    /** OkHttp limits the wait for the next bytes, not the attempt as a whole. */
    private int readTimeoutMillis(int limitMillis) {
        int timeoutMillis = chain.readTimeoutMillis();
        return limitMillis == Integer.MAX_VALUE ? timeoutMillis : Math.min(positive(timeoutMillis), limitMillis);
    }

    private static int millis(Duration timeout) {
        return (int) Math.max(1, Math.min(timeout.toMillis(), Integer.MAX_VALUE));
    }

    private Response attempt(Attempt attempt, CallErrors errors) throws IOException {
        if (chain.call().isCanceled()) {
            throw new IOException("Canceled");
        }
        if (attempt.number() > 1) {
            releaseConnection();
        }
        EndpointSockets sockets = new EndpointSockets(chain.getSocketFactory(), request.url(), attempt.address());
        errors.attempt(sockets);
        int limitMillis = attempt.timeout().map(ServiceCall::millis).orElse(Integer.MAX_VALUE);
        Response response = chain.withDns(new EndpointDns(request.url().host(), attempt.address(), chain.getDns()))
                .withSocketFactory(sockets)
                .withProxy(Proxy.NO_PROXY)
                .withConnectionPool(pools.of(attempt.address()))
                .withConnectTimeout(Math.min(connectTimeoutMillis, limitMillis), TimeUnit.MILLISECONDS)
                .withReadTimeout(readTimeoutMillis(limitMillis), TimeUnit.MILLISECONDS)
                .withRetryOnConnectionFailure(chain.getRetryOnConnectionFailure() && isRepeatable)
                .proceed(request);
        LoadReports.in(name -> Optional.ofNullable(response.header(name))).ifPresent(attempt::report);
        if (attempt.claimRetry(errors.ofResult(response))) {
            response.close();
        }
        return response;
    }
}
