// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EndpointRecordTest {
    private static final long NOW = 1_000_000_000;

    private final EndpointRecord record = new EndpointRecord(EndpointRecord.seedNanos(), NOW);
    private long ended;

    @Test
    void countsFailuresInARowUntilASuccess() {
        fail(3);
        assertThat(record.failuresInRow()).isEqualTo(3);
        record.endedUnjudged();
        assertThat(record.failuresInRow()).isEqualTo(3);
        succeed(1);
        assertThat(record.failuresInRow()).isZero();
        assertThat(record.failures()).isEqualTo(3);
    }

    @Test
    void costsMoreBySuccessSquared() {
        double before = record.logCost();
        fail(1);
        assertThat(record.logCost() - before).isCloseTo(-2 * Math.log(0.95), within(1e-12));
    }

    @Test
    void isCleanAgainAfterEnoughSuccesses() {
        fail(5);
        assertThat(record.isClean()).isFalse();
        succeed(120);
        assertThat(record.isClean()).isTrue();
        assertThat(record.successEwma()).isEqualTo(1);
    }

    @Test
    void keepsTheCostFiniteWhateverFails() {
        fail(1_000);
        assertThat(record.successEwma()).isEqualTo(0.05);
        assertThat(record.logCost()).isFinite();
    }

    @Test
    void doesNotCountWhatSaysNothing() {
        succeed(2);
        fail(1);
        ended++;
        record.endedUnjudged();
        assertThat(record.lately(10, NOW, ended)).isEqualTo(new Tally(3, 1));
    }

    @Test
    void beginsAnewWhenItIsForgiven() {
        fail(7);
        record.forgive(NOW, ended);
        succeed(1);
        assertThat(record.lately(10, NOW, ended)).isEqualTo(new Tally(1, 0));
        assertThat(record.isClean()).isTrue();
        assertThat(record.failures()).isEqualTo(7);
    }

    private void fail(int calls) {
        for (int i = 0; i < calls; i++) {
            record.failed(NOW, ++ended);
        }
    }

    private void succeed(int calls) {
        for (int i = 0; i < calls; i++) {
            record.succeeded(NOW, ++ended);
        }
    }
}
