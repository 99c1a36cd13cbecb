// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.IpAddress;
import dev.cairn.lb.internal.source.EndpointView.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class FirstOfTest {
    private record Task(long atNanos, Runnable action) {}

    /** A source that a test speaks for. */
    private static final class Fake implements EndpointSource {
        final String name;
        EndpointView view;
        Runnable onChange = () -> {};
        boolean isClosed;
        int suspicions;

        Fake(String name) {
            this.name = name;
            view = none(Status.PENDING, "");
        }

        EndpointView none(Status status, String detail) {
            return EndpointView.none(status, detail, Freshness.live(name));
        }

        void say(EndpointView now) {
            view = now;
            onChange.run();
        }

        void find(String address) {
            Destination found = new Destination(Endpoint.ready(IpAddress.parse(address)), EndpointPort.tcp("", 80));
            say(EndpointView.known(List.of(found), Freshness.live(name)));
        }

        @Override
        public void start(Runnable listener) {
            onChange = listener;
            listener.run(); // as sources do that know something at once
        }

        @Override
        public EndpointView view() {
            return view;
        }

        @Override
        public void suspect() {
            suspicions++;
        }

        @Override
        public void close() {
            isClosed = true;
            onChange.run();
        }
    }

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparingLong(Task::atNanos));
    private long nowNanos;
    private final List<Fake> cluster = new ArrayList<>();
    private final List<Fake> dns = new ArrayList<>();
    private boolean isClusterThere = true;
    private int changes;
    private final FirstOf source = new FirstOf(
            List.of(new FirstOf.Choice("k8s", this::openCluster), new FirstOf.Choice("dns", opener("dns", dns))),
            (nanos, task) -> tasks.add(new Task(nowNanos + nanos, task)),
            () -> nowNanos);

    private EndpointSource openCluster() {
        if (!isClusterThere) {
            throw DiscoveryException.permanentFailure("no kubeconfig");
        }
        return opener("k8s", cluster).get();
    }

    private static Supplier<EndpointSource> opener(String name, List<Fake> opened) {
        return () -> {
            opened.add(new Fake(name));
            return opened.get(opened.size() - 1);
        };
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

    private void start() {
        source.start(() -> changes++);
    }

    private void refuse() {
        Fake k8s = cluster.get(0);
        k8s.say(k8s.none(Status.REFUSED, "not allowed to list services"));
    }

    @Test
    void usesTheFirstOneAndOpensNoOther() {
        start();
        cluster.get(0).find("10.0.0.1");
        pass(Duration.ofMinutes(1));
        assertThat(source.view().freshness().origin()).isEqualTo("k8s");
        assertThat(dns).isEmpty();
        assertThat(changes).isPositive();
    }

    @Test
    void fallsBackAtOnceWhenTheFirstOneRefusesAndSaysWhy() {
        start();
        refuse();
        assertThat(source.view().status()).isEqualTo(Status.PENDING);
        dns.get(0).find("10.96.0.7");
        assertThat(source.view().endpoints()).hasSize(1);
        assertThat(source.view().freshness().origin()).isEqualTo("dns");
        assertThat(source.view().freshness().lastError()).isEqualTo("instead of k8s: not allowed to list services");
        source.suspect();
        assertThat(dns.get(0).suspicions).isEqualTo(1);
        assertThat(cluster.get(0).isClosed).isFalse();
    }

    @Test
    void goesBackAsSoonAsTheFirstOneCanBeRead() {
        start();
        refuse();
        dns.get(0).find("10.96.0.7");
        cluster.get(0).find("10.0.0.1");
        assertThat(source.view().freshness().origin()).isEqualTo("k8s");
        assertThat(source.view().freshness().lastError()).isEmpty();
        assertThat(dns.get(0).isClosed).isTrue();
    }

    @Test
    void waitsFiveSecondsForOneThatSaysNothing() {
        start();
        pass(Duration.ofSeconds(5).minusNanos(1));
        assertThat(dns).isEmpty();
        pass(Duration.ofNanos(1));
        assertThat(dns).hasSize(1);
    }

    @Test
    void staysWithOneThatWasRead() {
        start();
        Fake k8s = cluster.get(0);
        k8s.find("10.0.0.1");
        k8s.say(k8s.view.with(Freshness.confirmedAt("k8s", 0, "connection refused")));
        pass(Duration.ofHours(1));
        assertThat(dns).isEmpty();
        k8s.say(k8s.none(Status.ABSENT, "no such Service"));
        assertThat(dns).isEmpty();
    }

    @Test
    void opensOneThatWasNotThereAgainEachThirtySeconds() {
        isClusterThere = false;
        start();
        assertThat(source.view().freshness().lastError()).contains("instead of k8s: no kubeconfig");
        isClusterThere = true;
        dns.get(0).find("10.96.0.7");
        pass(Duration.ofSeconds(29));
        assertThat(cluster).isEmpty();
        pass(Duration.ofSeconds(1));
        cluster.get(0).find("10.0.0.1");
        assertThat(source.view().freshness().origin()).isEqualTo("k8s");
    }

    @Test
    void tellsTheFirstOnesTroubleWhenNoneCanBeRead() {
        start();
        refuse();
        Fake other = dns.get(0);
        other.say(other.none(Status.REFUSED, "not a name"));
        assertThat(source.view().status()).isEqualTo(Status.REFUSED);
        assertThat(source.view().detail()).isEqualTo("not allowed to list services");
        other.find("10.96.0.7");
        assertThat(source.view().freshness().origin()).isEqualTo("dns");
    }

    @Test
    void closesAll() {
        start();
        refuse();
        source.close();
        assertThat(cluster.get(0).isClosed).isTrue();
        assertThat(dns.get(0).isClosed).isTrue();
        pass(Duration.ofMinutes(1));
        assertThat(cluster).hasSize(1);
    }
}
