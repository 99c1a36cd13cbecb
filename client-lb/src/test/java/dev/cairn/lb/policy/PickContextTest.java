// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PickContextTest {
    @Test
    void keepsItsKeyWhenEndpointsAreExcluded() {
        List<Candidate> candidates = FakeCandidate.list(2);
        PickContext key = PickContext.ofKey("session");
        PickContext retry = key.without(candidates.subList(0, 1));
        assertThat(retry.keyHash()).isEqualTo(key.keyHash());
        assertThat(retry.hasKey()).isTrue();
        assertThat(retry.excludes(candidates.get(0))).isTrue();
        assertThat(retry.excludes(candidates.get(1))).isFalse();
        assertThat(retry.without(List.of()).hasExclusions()).isFalse();
        assertThat(key.hasExclusions()).isFalse();
    }

    @Test
    void makesNothingNewWhenNothingIsExcluded() {
        assertThat(PickContext.excluding(List.of())).isSameAs(PickContext.NONE);
        PickContext key = PickContext.ofKey(7);
        assertThat(key.without(List.of())).isSameAs(key);
    }

    @Test
    void takesATextAndItsBytesForTheSameKey() {
        assertThat(PickContext.ofKey("müller").keyHash())
                .isEqualTo(PickContext.ofKey("müller".getBytes(StandardCharsets.UTF_8))
                        .keyHash());
    }
}
