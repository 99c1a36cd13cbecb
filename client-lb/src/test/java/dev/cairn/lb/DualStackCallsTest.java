// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.IpAddress;
import dev.cairn.lb.internal.source.Destination;
import dev.cairn.lb.internal.source.EndpointView;
import dev.cairn.lb.internal.source.Freshness;
import dev.cairn.lb.policy.PickContext;
import dev.cairn.lb.policy.Policies;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DualStackCallsTest {
    private static final Outcome REFUSED = Outcome.neverSent();
    private static final IpAddress SIX = IpAddress.parse("fd00::1");

    private final ScriptedSource source = new ScriptedSource();
    private final AtomicLong clock = new AtomicLong();
    private final Router router = new Router(
            Target.parse("static:///10.0.0.1:80"),
            Policies.roundRobin(),
            source,
            clock::get,
            new HealthOptions(OutlierDetection.standard(), Duration.ZERO, new Random(20261123)));

    DualStackCallsTest() {
        router.start();
        say(dual());
    }

    private static Destination dual() {
        return ScriptedSource.destination(Shop.pod(1).build(), SIX);
    }

    private void say(Destination... destinations) {
        source.say(EndpointView.known(Arrays.asList(destinations), Freshness.live("script")));
    }

    private TrackedEndpoint only() {
        assertThat(router.routes().all()).hasSize(1);
        return router.routes().all().get(0);
    }

    private Pick pick() {
        return Pick.of(router.choose(PickContext.NONE));
    }

    private String called() {
        try (Pick pick = pick()) {
            return pick.text();
        }
    }

    @Test
    void callsTheOtherAddressAfterOneCouldNotBeConnectedTo() {
        assertThat(called()).isEqualTo("10.0.0.1:80");
        pick().finish(REFUSED);
        assertThat(called()).isEqualTo("[fd00::1]:80");
        assertThat(only().conduct().failures()).isZero();
        assertThat(only().conduct().isRefusing(clock.get())).isFalse();
        clock.addAndGet(Duration.ofMinutes(5).toNanos());
        assertThat(called()).isEqualTo("[fd00::1]:80");
    }

    @Test
    void blamesThePodWhenItsOtherAddressFailsToo() {
        pick().finish(REFUSED);
        pick().finish(REFUSED);
        assertThat(only().conduct().failures()).isEqualTo(1);
        assertThat(only().isOrdinary()).isFalse();
        assertThat(called()).isEqualTo("10.0.0.1:80");
    }

    @Test
    void triesTheFirstAddressAgainWhenTheOtherOneFailsMuchLater() {
        pick().finish(REFUSED);
        clock.addAndGet(Duration.ofSeconds(10).toNanos());
        pick().finish(REFUSED);
        assertThat(called()).isEqualTo("10.0.0.1:80");
        assertThat(only().conduct().failures()).isZero();
    }

    @Test
    void doesNotTurnBackForCallsThatWereOnTheirWayAlready() {
        List<Pick> onTheirWay = List.of(pick(), pick(), pick());
        onTheirWay.forEach(pick -> pick.finish(REFUSED));
        assertThat(called()).isEqualTo("[fd00::1]:80");
        assertThat(only().conduct().failures()).isZero();
        assertThat(only().inFlight()).isZero();
        pick().finish(REFUSED);
        assertThat(only().conduct().failures()).isEqualTo(1);
    }

    @Test
    void otherFailuresDoNotTurn() {
        pick().failure();
        assertThat(called()).isEqualTo("10.0.0.1:80");
        assertThat(only().conduct().failures()).isEqualTo(1);
    }

    @Test
    void aPodStaysOneEndpointWhileItsSlicesComeAndGo() {
        TrackedEndpoint before = only();
        pick().finish(REFUSED);
        say(dual());
        assertThat(called()).isEqualTo("[fd00::1]:80");
        say(ScriptedSource.destination(Shop.pod(1).build()));
        assertThat(only()).isSameAs(before);
        assertThat(called()).isEqualTo("10.0.0.1:80");
        pick().finish(REFUSED);
        assertThat(only().conduct().failures()).isEqualTo(1);
    }

    @Test
    void aPodWithOtherAddressesBeginsAnew() {
        TrackedEndpoint before = only();
        say(ScriptedSource.destination(Shop.pod(2).pod("orders-1", "uid-1").build()));
        assertThat(only()).isNotSameAs(before);
        assertThat(before.isGone()).isTrue();
        assertThat(called()).isEqualTo("10.0.0.2:80");
    }
}
