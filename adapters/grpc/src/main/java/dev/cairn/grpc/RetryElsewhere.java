// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

import dev.cairn.lb.policy.Candidate;
import dev.cairn.lb.policy.PickContext;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Gives each call a memory of its own, which all its attempts share. <b>Immutable.</b> */
final class RetryElsewhere implements ClientInterceptor {
    static final RetryElsewhere INSTANCE = new RetryElsewhere();

    private static final CallOptions.Key<Tried> TRIED = CallOptions.Key.create("dev.cairn.tried");

    /** The endpoints that attempts of one call went to. <b>Thread-safe.</b> */
    private static final class Tried {
        private final List<Candidate> endpoints = new CopyOnWriteArrayList<>();
        private volatile PickContext context = PickContext.NONE;

        void add(Candidate endpoint) {
            endpoints.add(endpoint);
            context = PickContext.excluding(endpoints);
        }
    }

    private RetryElsewhere() {}

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        return next.newCall(method, options.withOption(TRIED, new Tried()));
    }

    /** What the next attempt of a call wants. */
    static PickContext contextOf(CallOptions options) {
        Tried tried = options.getOption(TRIED);
        return tried == null ? PickContext.NONE : tried.context;
    }

    /** An attempt of a call goes to the endpoint. */
    static void note(CallOptions options, Candidate endpoint) {
        Tried tried = options.getOption(TRIED);
        if (tried != null) {
            tried.add(endpoint);
        }
    }
}
