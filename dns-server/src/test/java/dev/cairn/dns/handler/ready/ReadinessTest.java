// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.ready;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ReadinessTest {

    private final AtomicBoolean first = new AtomicBoolean();
    private final AtomicBoolean second = new AtomicBoolean();

    private Readiness readiness(boolean continuously) {
        return new Readiness(
                continuously,
                List.of(new Readiness.Check("kubernetes", first::get), new Readiness.Check("kubernetes", second::get)));
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
}
