// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.lb.check.ActiveChecks;
import dev.cairn.lb.policy.PickContext;
import dev.cairn.lb.policy.Policies;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class CheckerTest {
    private record Task(long atNanos, long number, Runnable action) {}

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::atNanos).thenComparingLong(Task::number));
    private long nowNanos;
    private long planned;

    private final List<String> asked = new ArrayList<>();
    private final Set<String> sick = new HashSet<>();
    private final Set<String> silent = new HashSet<>();
    private int running;
    private int mostRunning;

    private final ScriptedSource source = new ScriptedSource();

    private CompletableFuture<Void> answer(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        asked.add(host);
        if (silent.contains(host)) {
            running++;
            mostRunning = Math.max(mostRunning, running);
            CompletableFuture<Void> never = new CompletableFuture<>();
            var unused = never.whenComplete((nothing, error) -> running--);
            return never;
        }
        return sick.contains(host)
                ? CompletableFuture.failedFuture(new IllegalStateException("sick"))
                : CompletableFuture.completedFuture(null);
    }

    private Router router(UnaryOperator<ActiveChecks.Builder> options) {
        Random random = new Random(20261123);
        Target target = Target.parse("static:///10.0.0.1:80");
        ActiveChecks checks = options.apply(ActiveChecks.builder(this::answer)).build();
        Checker checker = new Checker(checks, new CheckQueue(4), this::after, random);
        Router router = new Router(
                target,
                PolicyChoice.always(Policies.roundRobin(random)),
                source,
                () -> nowNanos,
                new EndpointOptions(
                        new HealthOptions(OutlierDetection.standard(), Duration.ZERO, random),
                        Nearness.unknown(target),
                        Subsets.none(),
                        checker));
        router.start();
        return router;
    }

    private void after(long nanos, Runnable action) {
        tasks.add(new Task(nowNanos + nanos, planned++, action));
    }

    private void pass(Duration time) {
        long until = nowNanos + time.toNanos();
        while (!tasks.isEmpty() && tasks.element().atNanos() <= until) {
            Task next = tasks.remove();
            nowNanos = next.atNanos();
            next.action().run();
        }
        nowNanos = until;
    }

    private static Set<String> called(Router router) {
        Set<String> called = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            Pick pick = Pick.of(router.choose(PickContext.NONE));
            called.add(pick.text());
            pick.close();
        }
        return called;
    }

    @Test
    void takesAnEndpointFromCallsAfterThreeFailuresInARow() {
        Router router = router(options -> options);
        source.say(Shop.pods(4));
        sick.add("10.0.0.2");
        pass(Duration.ofSeconds(15)); // two checks at most
        assertThat(called(router)).hasSize(4);
        pass(Duration.ofSeconds(35));
        assertThat(called(router)).hasSize(3).doesNotContain("10.0.0.2:80");
        TrackedEndpoint endpoint = router.routes().all().get(1);
        assertThat(endpoint.unwellBecause()).matches("[4-7] checks in a row failed, sick");
    }

    @Test
    void givesItBackAfterTwoSuccessesInARow() {
        Router router = router(options -> options);
        source.say(Shop.pods(4));
        sick.add("10.0.0.2");
        pass(Duration.ofMinutes(1));
        sick.clear();
        asked.clear();
        while (asked.stream().filter("10.0.0.2"::equals).count() < 1) {
            pass(Duration.ofSeconds(1));
        }
        assertThat(called(router)).hasSize(3);
        pass(Duration.ofSeconds(12));
        assertThat(called(router)).hasSize(4);
    }

    @Test
    void asksEachEndpointOnceInAnIntervalNotAllAtOnce() {
        var unused = router(options -> options);
        source.say(Shop.pods(100));
        pass(Duration.ofSeconds(2));
        assertThat(asked.size()).isBetween(10, 30);
        pass(INTERVAL.multipliedBy(10).minusSeconds(2));
        assertThat(asked.size()).isBetween(900, 1_100);
    }

    @Test
    void callsAllWhenMoreThanHalfFailTheirChecks() {
        Router router = router(options -> options);
        source.say(Shop.pods(4));
        sick.addAll(List.of("10.0.0.1", "10.0.0.2"));
        pass(Duration.ofMinutes(1));
        assertThat(called(router)).hasSize(2);
        sick.add("10.0.0.3");
        pass(Duration.ofMinutes(1));
        assertThat(called(router)).hasSize(4);
        assertThat(router.routes().isPanic()).isTrue();
    }

    @Test
    void aChangeOfTheSetTakesNobodyFromCallsThatIsNotChecked() {
        Router router = router(options -> options);
        source.say(Shop.pods(4));
        pass(Duration.ofMinutes(1));
        source.say(Shop.pods(8));
        assertThat(called(router)).hasSize(8);
    }

    @Test
    void doesNotAskThoseThatAnswerCalls() {
        Router router = router(options -> options);
        source.say(Shop.pods(2));
        pass(INTERVAL);
        asked.clear();
        for (int second = 0; second < 60; second++) {
            TrackedEndpoint busy = router.routes().all().get(0);
            long start = busy.begin();
            pass(Duration.ofSeconds(1));
            busy.succeeded(start);
        }
        assertThat(asked).doesNotContain("10.0.0.1").contains("10.0.0.2");
    }

    @Test
    void asksBusyOnesTooWhenToldTo() {
        Router router = router(options -> options.idleOnly(false));
        source.say(Shop.pods(1));
        pass(INTERVAL);
        asked.clear();
        for (int second = 0; second < 60; second++) {
            TrackedEndpoint busy = router.routes().all().get(0);
            long start = busy.begin();
            pass(Duration.ofSeconds(1));
            busy.succeeded(start);
        }
        assertThat(asked.size()).isBetween(4, 8);
    }

    @Test
    void noAnswerInTimeIsAFailureAndFewAreWaitedForAtATime() {
        Router router = router(options -> options);
        source.say(Shop.pods(40));
        for (int i = 1; i <= 15; i++) {
            silent.add("10.0.0." + i);
        }
        pass(Duration.ofMinutes(2));
        assertThat(mostRunning).isEqualTo(4);
        assertThat(called(router)).noneMatch(text -> silent.contains(text.replace(":80", "")));
        assertThat(router.routes().all().get(0).unwellBecause()).endsWith("no answer within 2000 ms");
        assertThat(running).isLessThanOrEqualTo(4);
    }

    @Test
    void asksOnlyReadyOnesAndNobodyAfterTheEnd() {
        Router router = router(options -> options);
        source.say(
                Shop.pod(1).build(),
                Shop.pod(2).ready(false).build(),
                Shop.pod(3).build());
        pass(Duration.ofMinutes(1));
        assertThat(asked).doesNotContain("10.0.0.2").contains("10.0.0.3");
        source.say(Shop.pod(1).build());
        pass(INTERVAL.multipliedBy(2));
        asked.clear();
        pass(Duration.ofMinutes(1));
        assertThat(asked).containsOnly("10.0.0.1");
        router.close();
        pass(INTERVAL.multipliedBy(2));
        assertThat(tasks).isEmpty();
    }
}
