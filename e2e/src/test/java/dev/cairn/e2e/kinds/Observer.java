// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServiceState;
import dev.cairn.discovery.ServiceWatcher;
import dev.cairn.discovery.Watch;
import dev.cairn.e2e.cluster.Waiting;
import dev.cairn.lb.Balancer;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.xbill.DNS.Type;

/**
 * Looks at one Service without pause, in three ways: every state that the source delivers, where a balancer's calls go, and the whole
 * answer of DNS. Each time it must see one of the sets that are allowed. <b>Thread-safe.</b>
 */
final class Observer implements AutoCloseable {
    private final Scene scene;
    private final String service;
    private final Set<Set<String>> allowed;
    private final Predicate<Set<String>> isAnswer;
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final AtomicLong states = new AtomicLong();
    private final AtomicLong looks = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();
    private final Balancer balancer;
    private final Watch watch;
    private final List<Thread> threads;
    private volatile boolean isOver;

    private Observer(Scene scene, String service, Collection<Set<String>> allowed, Predicate<Set<String>> isAnswer) {
        this.scene = scene;
        this.service = service;
        this.allowed = Set.copyOf(allowed);
        this.isAnswer = isAnswer;
        balancer = scene.balancer(service + ":web");
        watch = scene.source().watch(ServiceName.of(scene.namespace(), service), new States());
        threads = List.of(thread("calls", this::lookAtCalls), thread("dns", this::ask));
        threads.forEach(Thread::start);
        Waiting.until("observers see " + service, 10, () -> states.get() > 0 && looks.get() > 0 && answers.get() > 0);
    }

    /** Looks until it is stopped, or sees something else than these sets of addresses. */
    static Observer of(Scene scene, String service, Collection<Set<String>> allowed) {
        return new Observer(scene, service, allowed, allowed::contains);
    }

    /** Looks until it is stopped, or sees something else than this set, or than this in DNS. */
    static Observer of(Scene scene, String service, Set<String> allowed, Predicate<Set<String>> isAnswer) {
        return new Observer(scene, service, Set.of(allowed), isAnswer);
    }

    /** Stops looking; fails if anything else was seen. */
    Observed stop() {
        close();
        assertThat(wrong).isEmpty();
        return new Observed(states.get(), looks.get(), answers.get());
    }

    @Override
    public void close() {
        isOver = true;
        threads.forEach(Waiting::untilEnded);
        watch.close();
        balancer.close();
    }

    private Thread thread(String name, Runnable look) {
        return new Thread(
                () -> {
                    while (!isOver) {
                        guarded(name, look);
                    }
                },
                "observer-" + name);
    }

    private void guarded(String name, Runnable look) {
        try {
            look.run();
        } catch (RuntimeException | AssertionError e) {
            isOver = true;
            wrong.add(name + " failed: " + e);
        }
    }

    private void lookAtCalls() {
        if (balancer.whenReady().isDone()) {
            saw(allowed::contains, "calls", without(Scene.called(balancer.explain())));
            looks.incrementAndGet();
        }
    }

    private static Set<String> without(Set<String> addressesAndPorts) {
        return addressesAndPorts.stream()
                .map(each -> each.substring(0, each.lastIndexOf(':')))
                .collect(Collectors.toSet());
    }

    private void ask() {
        saw(isAnswer, "DNS", scene.ask(service, Type.A).set());
        answers.incrementAndGet();
    }

    private void saw(Predicate<Set<String>> isRight, String where, Set<String> addresses) {
        if (!isRight.test(addresses) && wrong.size() < 5) {
            int closest = allowed.stream()
                    .mapToInt(each -> difference(each, addresses))
                    .min()
                    .orElse(0);
            wrong.add(where + " saw " + addresses.size() + " addresses, " + closest + " from any right set");
        }
    }

    private static int difference(Set<String> one, Set<String> other) {
        long common = one.stream().filter(other::contains).count();
        return (int) (one.size() + other.size() - 2 * common);
    }

    private final class States implements ServiceWatcher {
        @Override
        public void onState(ServiceState state) {
            if (state instanceof ServiceState.Present present) {
                saw(
                        allowed::contains,
                        "a watcher",
                        present.snapshot().endpointsOn("web").stream()
                                .map(each -> each.endpoint().address().toString())
                                .collect(Collectors.toSet()));
                states.incrementAndGet();
            } else if (states.get() > 0) {
                wrong.add("a watcher saw " + state);
            }
        }
    }
}
