// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.ready;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ReadinessTest {

    private final AtomicBoolean first = new AtomicBoolean();
    private final AtomicBoolean second = new AtomicBoolean();

    private Readiness readiness(boolean continuously) {
        return new Readiness(
                continuously,
                List.of(
                        new Readiness.Check("kubernetes", () -> state(first)),
                        new Readiness.Check("kubernetes", () -> state(second))));
    }

    private static Readiness.State state(AtomicBoolean isReady) {
        return isReady.get() ? Readiness.State.READY : Readiness.State.NOT_READY;
    }

    @Test
    void namesEachDirectiveOnceUntilAllOfItIsReady() {
        Readiness readiness = readiness(false);

        assertThat(readiness.notReady()).containsExactly("kubernetes");
        first.set(true);
        assertThat(readiness.notReady()).containsExactly("kubernetes");
        second.set(true);
        assertThat(readiness.notReady()).isEmpty();
    }

    @Test
    void whatWasReadyOnceIsAskedAgainOnlyContinuously() {
        first.set(true);
        second.set(true);
        Readiness once = readiness(false);
        Readiness continuously = readiness(true);
        assertThat(once.notReady()).isEmpty();
        assertThat(continuously.notReady()).isEmpty();

        first.set(false);

        assertThat(once.notReady()).isEmpty();
        assertThat(continuously.notReady()).containsExactly("kubernetes");
    }

    @Test
    void whatIsReadyForNowIsAskedAgain() {
        AtomicReference<Readiness.State> state = new AtomicReference<>(Readiness.State.READY_FOR_NOW);
        Readiness readiness = new Readiness(false, List.of(new Readiness.Check("kubernetes", state::get)));
        assertThat(readiness.notReady()).isEmpty();

        state.set(Readiness.State.NOT_READY);
        assertThat(readiness.notReady()).containsExactly("kubernetes");

        state.set(Readiness.State.READY);
        assertThat(readiness.notReady()).isEmpty();
        state.set(Readiness.State.NOT_READY);
        assertThat(readiness.notReady()).isEmpty();
    }
}
