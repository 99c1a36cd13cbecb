// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutcomeWindowTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long SEED = 20261123;

    @Test
    void saysTheSameAsAListOfAllCalls() {
        record Call(long second, boolean failed) {}

        Random random = new Random(SEED);
        OutcomeWindow window = new OutcomeWindow(0);
        Deque<Call> calls = new ArrayDeque<>();
        long now = 0;
        long failed = 0;
        for (int i = 0; i < 5_000; i++) {
            // mostly many in a second, at times a pause of up to 15 s
            now += random.nextInt(50) == 0 ? random.nextLong(15 * SECOND) : random.nextLong(SECOND / 20);
            boolean isFailure = random.nextInt(4) == 0;
            window.advance(now, calls.size(), failed);
            calls.add(new Call(now / SECOND, isFailure));
            failed += isFailure ? 1 : 0;
            int seconds = 1 + random.nextInt(10);
            long since = now / SECOND - seconds + 1;
            assertThat(window.ended(seconds, calls.size()))
                    .as("seed %s, call %s, %s s", SEED, i, seconds)
                    .isEqualTo(
                            calls.stream().filter(call -> call.second >= since).count());
            assertThat(window.failed(seconds, failed))
                    .as("seed %s, call %s, %s s", SEED, i, seconds)
                    .isEqualTo(calls.stream()
                            .filter(call -> call.second >= since && call.failed)
                            .count());
        }
    }

    @Test
    void forgetsAllWhenItBeginsAnew() {
        OutcomeWindow window = new OutcomeWindow(0);
        window.restart(40, 30);
        assertThat(window.ended(10, 42)).isEqualTo(2);
        assertThat(window.failed(1, 31)).isEqualTo(1);
    }
}
