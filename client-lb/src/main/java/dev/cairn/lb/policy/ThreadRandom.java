// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** The calling thread's own generator. */
final class ThreadRandom implements RandomGenerator {
    static final ThreadRandom INSTANCE = new ThreadRandom();

    private ThreadRandom() {}

    @Override
    public long nextLong() {
        return ThreadLocalRandom.current().nextLong();
    }
}
