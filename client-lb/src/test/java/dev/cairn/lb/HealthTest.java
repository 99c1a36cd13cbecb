// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.Endpoint;
import dev.cairn.lb.policy.Candidate;
import dev.cairn.lb.policy.PickContext;
import dev.cairn.lb.policy.Picker;
import dev.cairn.lb.policy.Policies;
import dev.cairn.lb.policy.Policy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is ejected, who comes back, and who begins slowly; every call takes a millisecond of a clock that the test holds. */
class HealthTest {
    private static final long SEED = 20261123;
    private static final long MILLISECOND = 1_000_000;
    private static final int N = 6;

    /** Picks what the test wants, the first endpoint when that is not there. */
    private final class Wanted implements Policy {
        @Override
        public String name() {
            return "wanted";
        }

        @Override
        public Picker newPicker(List<Candidate> candidates) {
            return context -> Math.max(0, candidates.indexOf(wanted));
        }
    }

    private final ScriptedSource source = new ScriptedSource();
    private final AtomicLong clock = new AtomicLong();
    private Router router = router(new Wanted());
    private TrackedEndpoint[] endpoints = {};
    private @Nullable TrackedEndpoint wanted;

    HealthTest() {
        say(N);
    }

    private Router router(Policy policy) {
        HealthOptions options =
                new HealthOptions(OutlierDetection.standard(), Duration.ofSeconds(30), new Random(SEED));
        Router made = new Router(Target.parse("static:///10.0.0.1:80"), policy, source, clock::get, options);
        made.start();
        return made;
    }

    private void say(int count) {
        source.say(Shop.pods(count));
        endpoints = router.routes().all().toArray(TrackedEndpoint[]::new);
        wanted = endpoints[0];
    }

    /** A call to the endpoint, or to the one that takes its place. */
    private TrackedEndpoint call(TrackedEndpoint to, Outcome outcome) {
        wanted = to;
        Pick pick = Pick.of(router.choose(PickContext.NONE));
        clock.addAndGet(MILLISECOND);
        pick.finish(outcome);
        return (TrackedEndpoint) pick.candidate();
    }

    private void calls(int count, TrackedEndpoint to, Outcome outcome) {
        for (int i = 0; i < count; i++) {
            assertThat(call(to, outcome)).isSameAs(to);
        }
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private void ejectFirst() {
        calls(5, endpoints[0], Outcome.failure());
        assertThat(endpoints[0].conduct().isEjected()).isTrue();
    }

    @Test
    void ejectsAfterFiveFailuresInARow() {
        calls(4, endpoints[0], Outcome.failure());
        calls(1, endpoints[0], Outcome.success());
        calls(4, endpoints[0], Outcome.failure());
        assertThat(endpoints[0].conduct().isEjected()).isFalse();
        calls(1, endpoints[0], Outcome.overload(Duration.ZERO));
        assertThat(endpoints[0].conduct().isEjected()).isTrue();
        assertThat(router.routes().candidates()).hasSize(N - 1).doesNotContain(endpoints[0]);
        assertThat(call(endpoints[0], Outcome.success())).isNotSameAs(endpoints[0]);
    }

    @Test
    void ejectsNobodyWhileMostPeersFailToo() {
        for (TrackedEndpoint endpoint : Arrays.copyOfRange(endpoints, 1, 4)) {
            calls(1, endpoint, Outcome.failure());
        }
        calls(20, endpoints[0], Outcome.failure());
        assertThat(endpoints[0].conduct().isEjected()).isFalse();
        calls(1, endpoints[1], Outcome.success());
        calls(5, endpoints[0], Outcome.failure());
        assertThat(endpoints[0].conduct().isEjected()).isTrue();
    }

    @Test
    void countsNoFaultOfTheCallerAndNoCancellation() {
        for (Outcome outcome : List.of(Outcome.callerFault(), Outcome.cancelled(), Outcome.success())) {
            calls(20, endpoints[0], outcome);
        }
        assertThat(endpoints[0].conduct().isEjected()).isFalse();
        assertThat(endpoints[0].conduct().failures()).isZero();
        assertThat(endpoints[0].conduct().successEwma()).isEqualTo(1);
    }

    @Test
    void ejectsOneWhoseSuccessRateIsBelowItsPeers() {
        for (int i = 0; i < 10; i++) {
            for (TrackedEndpoint endpoint : endpoints) {
                calls(1, endpoint, endpoint == endpoints[0] && i % 3 == 0 ? Outcome.failure() : Outcome.success());
            }
        }
        assertThat(endpoints[0].conduct().isEjected()).isTrue();
        assertThat(endpoints[0].conduct().ejection().reason())
                .isEqualTo("4 of its last 10 calls failed while its peers succeed at 100 %");
    }

    @Test
    void ejectsNobodyForARateThatAllShare() {
        for (int i = 0; i < 60; i++) {
            for (TrackedEndpoint endpoint : endpoints) {
                calls(1, endpoint, i % 3 == 0 ? Outcome.failure() : Outcome.success());
            }
        }
        assertThat(endpoints).noneMatch(endpoint -> endpoint.conduct().isEjected());
    }

    @Test
    void ejectsHalfOfThemAtMost() {
        for (TrackedEndpoint endpoint : endpoints) {
            for (int i = 0; i < 5; i++) {
                call(endpoint, Outcome.failure());
            }
        }
        assertThat(endpoints)
                .filteredOn(endpoint -> endpoint.conduct().isEjected())
                .hasSize(N / 2);
        say(1);
        assertThat(router.routes().candidates()).hasSize(1);
    }

    @Test
    void neverEjectsTheOnlyEndpoint() {
        say(1);
        calls(50, endpoints[0], Outcome.failure());
        assertThat(endpoints[0].conduct().isEjected()).isFalse();
    }

    @Test
    void givesAllEndpointsCallsWhenMostOfThoseLeftAreEjected() {
        calls(5, endpoints[0], Outcome.failure());
        calls(5, endpoints[1], Outcome.failure());
        assertThat(router.routes().candidates()).hasSize(N - 2);
        say(3);
        assertThat(router.routes().isPanic()).isTrue();
        assertThat(router.routes().candidates()).hasSize(3);
        // and a call that succeeds once its time is up ends an ejection as a probe does
        pass(Duration.ofSeconds(6));
        calls(1, endpoints[0], Outcome.success());
        assertThat(endpoints[0].conduct().isEjected()).isFalse();
        assertThat(router.routes().isPanic()).isFalse();
    }

    @Test
    void sendsOneProbeWhenTheTimeIsUp() {
        ejectFirst();
        pass(Duration.ofSeconds(7));
        wanted = endpoints[1];
        Pick probe = Pick.of(router.choose(PickContext.NONE));
        assertThat(probe.candidate()).isSameAs(endpoints[0]);
        assertThat(call(endpoints[1], Outcome.success())).isSameAs(endpoints[1]);
        probe.success();
        assertThat(endpoints[0].conduct().isEjected()).isFalse();
        assertThat(router.routes().candidates()).contains(endpoints[0]);
    }

    @Test
    void waitsTwiceAsLongAfterAFailedProbe() {
        ejectFirst();
        pass(Duration.ofSeconds(7));
        assertThat(call(endpoints[1], Outcome.failure())).isSameAs(endpoints[0]);
        assertThat(endpoints[0].conduct().ejection().durationNanos())
                .isEqualTo(Duration.ofSeconds(10).toNanos());
        pass(Duration.ofSeconds(7));
        assertThat(call(endpoints[1], Outcome.success())).isSameAs(endpoints[1]);
        pass(Duration.ofSeconds(5));
        assertThat(call(endpoints[1], Outcome.success())).isSameAs(endpoints[0]);
        assertThat(endpoints[0].conduct().isEjected()).isFalse();
    }

    @Test
    void probesAgainAtOnceWhenAProbeToldNothing() {
        ejectFirst();
        pass(Duration.ofSeconds(7));
        assertThat(call(endpoints[1], Outcome.cancelled())).isSameAs(endpoints[0]);
        assertThat(call(endpoints[1], Outcome.success())).isSameAs(endpoints[0]);
        assertThat(endpoints[0].conduct().isEjected()).isFalse();
    }

    @Test
    void neverProbesWithARetry() {
        ejectFirst();
        pass(Duration.ofSeconds(7));
        wanted = endpoints[1];
        Pick retry = Pick.of(router.choose(PickContext.excluding(List.of(endpoints[2]))));
        assertThat(retry.candidate()).isSameAs(endpoints[1]);
    }

    @Test
    void doesNotTakeACallFromBeforeTheEjectionForTheProbe() {
        wanted = endpoints[0];
        Pick early = Pick.of(router.choose(PickContext.NONE));
        ejectFirst();
        early.success();
        assertThat(endpoints[0].conduct().isEjected()).isTrue();
    }

    @Test
    void forgivesAnEndpointThatBecomesReadyAgain() {
        ejectFirst();
        Endpoint[] now = Shop.pods(N);
        now[0] = Shop.pod(1).ready(false).build();
        source.say(now);
        source.say(Shop.pods(N));
        assertThat(endpoints[0].conduct().isEjected()).isFalse();
        assertThat(endpoints[0].conduct().failuresInRow()).isZero();
        assertThat(router.routes().candidates()).contains(endpoints[0]);
    }

    @Test
    void countsNothingAgainstAnEndpointThatIsGone() {
        wanted = endpoints[0];
        Pick held = Pick.of(router.choose(PickContext.NONE));
        source.say(Shop.pod(2).build(), Shop.pod(3).build());
        held.failure();
        assertThat(endpoints[0].conduct().failures()).isZero();
    }

    @Test
    void givesANewEndpointATenthAtFirstAndAllInTheEnd() {
        router = router(Policies.random(new Random(SEED)));
        say(N);
        say(N + 1);
        TrackedEndpoint fresh = endpoints[N];
        // its draws are refused nine times of ten, and drawn again up to three times: about 1.6 % instead of 14.3 %
        assertThat(share(fresh)).as("seed %s", SEED).isBetween(0.010, 0.024);
        pass(Duration.ofSeconds(15));
        assertThat(share(fresh)).as("seed %s", SEED).isBetween(0.060, 0.090);
        pass(Duration.ofSeconds(15));
        assertThat(share(fresh)).as("seed %s", SEED).isBetween(0.12, 0.165);
        assertThat(fresh.isOrdinary()).isTrue();
    }

    @Test
    void startsNobodySlowlyWhenMostAreNew() {
        router = router(Policies.random(new Random(SEED)));
        say(3);
        say(10);
        assertThat(share(endpoints[9])).as("seed %s", SEED).isBetween(0.08, 0.12);
    }

    @Test
    void doesNotStarveANewEndpointBesideASlowOne() {
        router = router(Policies.peakEwma(new Random(SEED)));
        say(N);
        for (int i = 0; i < 2_000; i++) {
            Pick pick = Pick.of(router.choose(PickContext.NONE));
            clock.addAndGet(pick.candidate() == endpoints[0] ? 1_000 * MILLISECOND : MILLISECOND);
            pick.success();
        }
        say(N + 1);
        TrackedEndpoint fresh = endpoints[N];
        assertThat(fresh.logCost()).as("seed %s", SEED).isLessThan(endpoints[0].logCost());
        for (int i = 0; i < 500; i++) {
            Pick pick = Pick.of(router.choose(PickContext.NONE));
            clock.addAndGet(MILLISECOND);
            pick.success();
        }
        assertThat(fresh.picks()).as("seed %s", SEED).isBetween(5L, 60L);
    }

    @Test
    void triesAnEndpointAgainDuringItsSlowStart() {
        router = router(Policies.peakEwma(new Random(SEED)));
        say(N);
        say(N + 1);
        TrackedEndpoint fresh = endpoints[N];
        while (fresh.picks() == 0) {
            Pick pick = Pick.of(router.choose(PickContext.NONE));
            clock.addAndGet(pick.candidate() == fresh ? 1_000 * MILLISECOND : MILLISECOND);
            pick.success();
        }
        for (int i = 0; i < 1_500; i++) {
            Pick pick = Pick.of(router.choose(PickContext.NONE));
            clock.addAndGet(MILLISECOND);
            pick.success();
        }
        assertThat(fresh.picks()).as("seed %s", SEED).isGreaterThan(1);
    }

    @Test
    void callsAnEndpointAgainThatWasSlowOnce() {
        router = router(Policies.peakEwma(new Random(SEED)));
        say(N);
        long sick = clock.get() + Duration.ofSeconds(2).toNanos();
        // one call took a hundred times as long: without another try the memory of that would last 46 s
        long until = sick + Duration.ofSeconds(3).toNanos();
        int[] counts = new int[2];
        boolean wasSlow = false;
        while (clock.get() < until) {
            Pick pick = Pick.of(router.choose(PickContext.NONE));
            boolean isFirst = pick.candidate() == endpoints[0];
            boolean isSlow = isFirst && !wasSlow && clock.get() > sick;
            clock.addAndGet(isSlow ? 100 * MILLISECOND : MILLISECOND);
            wasSlow |= isSlow;
            pick.success();
            if (isFirst && wasSlow) {
                counts[clock.get() < sick + Duration.ofSeconds(1).toNanos() ? 0 : 1]++;
            }
        }
        assertThat(counts[0]).as("seed %s", SEED).isEqualTo(1);
        assertThat(counts[1]).as("seed %s", SEED).isGreaterThan(150);
    }

    private double share(TrackedEndpoint endpoint) {
        int picks = 10_000;
        return IntStream.range(0, picks)
                        .filter(i -> {
                            Pick pick = Pick.of(router.choose(PickContext.NONE));
                            pick.success();
                            return pick.candidate() == endpoint;
                        })
                        .count()
                / (double) picks;
    }
}
