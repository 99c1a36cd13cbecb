// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

import dev.cairn.lb.Balancers;
import io.grpc.NameResolver;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One {@link Balancers} for all channels of the process, while there is one. <b>Thread-safe.</b> */
final class SharedBalancers {
    /** The right to use balancers. <b>Thread-safe.</b> */
    static final class Lease implements AutoCloseable {
        private final Balancers balancers;
        private final AtomicBoolean ended;

        private Lease(Balancers balancers, boolean isShared) {
            this.balancers = balancers;
            ended = new AtomicBoolean(!isShared);
        }

        Balancers balancers() {
            return balancers;
        }

        /** Closes the shared ones with their last lease. */
        @Override
        public void close() {
            if (!ended.getAndSet(true)) {
                release();
            }
        }
    }

    private static final ReentrantLock LOCK = new ReentrantLock();
    private static @Nullable Balancers shared;
    private static int leases;

    private SharedBalancers() {}

    /** Those that the channel was given, else the shared ones. */
    static Lease lease(NameResolver.Args args) {
        @Nullable Balancers given = args.getArg(CairnGrpc.BALANCERS);
        return given == null ? shared() : new Lease(given, false);
    }

    private static Lease shared() {
        LOCK.lock();
        try {
            Balancers current = shared;
            if (current == null) {
                current = Balancers.builder().build();
                shared = current;
            }
            leases++;
            return new Lease(current, true);
        } finally {
            LOCK.unlock();
        }
    }

    private static void release() {
        Balancers ended = null;
        LOCK.lock();
        try {
            leases--;
            if (leases == 0) {
                ended = shared;
                shared = null;
            }
        } finally {
            LOCK.unlock();
        }
        if (ended != null) {
            ended.close();
        }
    }
}
