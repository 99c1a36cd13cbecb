// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.lb.policy.Candidate;
import dev.cairn.lb.policy.PickContext;
import dev.cairn.lb.policy.Picker;
import dev.cairn.lb.policy.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RouterTest {
    /** Takes the first endpoint, or the last when that is excluded, and notes for which sets it was asked for a picker. */
    private static final class NotingPolicy implements Policy {
        final List<Integer> sizes = new ArrayList<>();

        @Override
        public String name() {
            return "noting";
        }

        @Override
        public Picker newPicker(List<Candidate> candidates) {
            sizes.add(candidates.size());
            if (candidates.size() == 3) {
                throw new IllegalStateException("bug in a policy");
            }
            return context -> context.excludes(candidates.get(0)) ? candidates.size() - 1 : 0;
        }
    }

    private final ScriptedSource source = new ScriptedSource();
    private final NotingPolicy policy = new NotingPolicy();
    private final AtomicLong clock = new AtomicLong(-7);
    private final Router router = router(policy);

    private Router router(Policy chosen) {
        HealthOptions options = new HealthOptions(OutlierDetection.standard(), Duration.ZERO, new Random(20261123));
        return new Router(Target.parse("static:///10.0.0.1:80"), chosen, source, clock::get, options);
    }

    private TrackedEndpoint next(PickContext context) {
        return (TrackedEndpoint) Pick.of(router.choose(context)).candidate();
    }

    RouterTest() {
        router.start();
    }

    @Test
    void countsAnEndpointThatIsNamedTwiceOnce() {
        source.say(Shop.pod(1).build(), Shop.pod(1).weight(2).build());
        TrackedEndpoint picked = next(PickContext.NONE);
        source.say(Shop.pod(1).build(), Shop.pod(1).build(), Shop.pod(2).build());
        source.say(Shop.pod(1).build(), Shop.pod(2).build());
        assertThat(router.routes().all()).hasSize(2).first().isSameAs(picked);
        assertThat(picked.isGone()).isFalse();
        assertThat(picked.inFlight()).isEqualTo(1);
    }

    @Test
    void makesAnotherPickerWhenAWeightChanges() {
        source.say(Shop.pods(2));
        source.say(Shop.pod(1).weight(3).build(), Shop.pod(2).build());
        source.say(Shop.pod(1).weight(3).build(), Shop.pod(2).zone("z").build());
        assertThat(policy.sizes).containsExactly(2, 2);
    }

    @Test
    void keepsThePickerWhileTheUsableEndpointsAreTheSame() {
        source.say(Shop.pods(2));
        source.say(
                Shop.pod(1).build(),
                Shop.pod(2).build(),
                Shop.pod(3).ready(false).build());
        source.say(Shop.pod(1).zone("z").build(), Shop.pod(2).build());
        assertThat(policy.sizes).containsExactly(2);
        source.say(Shop.pods(1));
        assertThat(policy.sizes).containsExactly(2, 1);
    }

    @Test
    void keepsTheFormerRoutesWhenThePolicyFails() {
        source.say(Shop.pods(2));
        source.say(Shop.pods(3));
        assertThat(next(PickContext.NONE).address().getPort()).isEqualTo(80);
        source.say(Shop.pods(4));
        assertThat(router.routes().candidates()).hasSize(4);
    }

    @Test
    void measuresTheGapFromTheLossOfTheLastEndpoint() {
        assertThat(router.gapNanos()).isEqualTo(Long.MAX_VALUE);
        source.say();
        assertThat(router.gapNanos()).isEqualTo(Long.MAX_VALUE);
        source.say(Shop.pods(1));
        clock.addAndGet(100);
        source.say();
        clock.addAndGet(20);
        source.say(Shop.pod(1).ready(false).build());
        clock.addAndGet(3);
        assertThat(router.gapNanos()).isEqualTo(23);
    }

    @Test
    void isReadyAgainAfterEachGap() throws Exception {
        CompletableFuture<Void> first = router.ready();
        for (int gap = 0; gap < 3; gap++) {
            source.say();
            CompletableFuture<Void> again = router.ready();
            assertThat(again).isNotDone();
            source.say(Shop.pods(1));
            again.get(5, TimeUnit.SECONDS);
            assertThat(router.ready()).isCompleted();
        }
        assertThat(first).isCompleted();
    }

    @Test
    void avoidsAnEndpointThatCouldNotBeReachedForASecond() {
        source.say(Shop.pods(2));
        TrackedEndpoint first = next(PickContext.NONE);
        first.conduct().refused();
        TrackedEndpoint other = next(PickContext.NONE);
        assertThat(other).isNotSameAs(first);
        source.say(Shop.pod(1).zone("z").build(), Shop.pod(2).build());
        clock.addAndGet(Duration.ofSeconds(1).toNanos() - 1);
        assertThat(next(PickContext.NONE)).isSameAs(other);
        clock.incrementAndGet();
        assertThat(next(PickContext.NONE)).isSameAs(first);
        assertThat(first.isOrdinary()).isTrue();
    }

    @Test
    void takesAnEndpointThatCouldNotBeReachedWhenThereIsNoOther() {
        source.say(Shop.pods(2));
        router.routes().all().forEach(endpoint -> endpoint.conduct().refused());
        TrackedEndpoint first = next(PickContext.NONE);
        assertThat(first.address().getAddress().getHostAddress()).isEqualTo("10.0.0.1");
        // a retry would rather be refused elsewhere than twice by the same; the policy says which one
        assertThat(next(PickContext.excluding(List.of(first)))).isNotSameAs(first);
    }

    @Test
    void aChangeReportedWhileOneIsWorkedOnIsNotLost() {
        Policy reentrant = new Policy() {
            @Override
            public String name() {
                return "reentrant";
            }

            @Override
            public Picker newPicker(List<Candidate> candidates) {
                if (candidates.size() == 1) {
                    source.say(Shop.pods(2));
                }
                return context -> 0;
            }
        };
        Router other = router(reentrant);
        other.start();
        source.say(Shop.pods(1));
        assertThat(other.routes().candidates()).hasSize(2);
    }
}
