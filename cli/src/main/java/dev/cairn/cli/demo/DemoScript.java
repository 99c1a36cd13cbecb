// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/** What happens to the pods, and when. <b>Confined to</b> one thread. */
final class DemoScript {
    /** Pods at the start. */
    static final int FIRST_REPLICAS = 10;
    /** Pods after they were added. */
    static final int MOST_REPLICAS = 14;

    private static final int LAST_REPLICAS = 5;
    // With three attempts for each call, by default, two dead pods cost none; more would need outlier ejection.
    private static final int KILLED = 2;
    private static final int SLOWED = 2;
    private static final long SLOW_MILLIS = 300;
    private static final long FOLLOW_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long FOLLOW_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final DemoFolder folder;
    private final DemoPods pods;
    private final Traffic traffic;
    private final IntSupplier podsInDns;
    private final PrintWriter out;
    private final List<DemoPod> killed = new ArrayList<>();
    private final long start = System.nanoTime();

    /**
     * A script.
     *
     * @param podsInDns asks the DNS server how many pods there are
     */
    DemoScript(DemoFolder folder, DemoPods pods, Traffic traffic, IntSupplier podsInDns, PrintWriter out) {
        this.folder = folder;
        this.pods = pods;
        this.traffic = traffic;
        this.podsInDns = podsInDns;
        this.out = out;
    }

    /** Plays it to its end, {@code stepMillis} for each of its six steps. */
    void play(long stepMillis) throws IOException {
        goOn(stepMillis);
        kill();
        goOn(stepMillis);
        restart();
        scale(MOST_REPLICAS);
        goOn(stepMillis);
        slowDown();
        goOn(stepMillis);
        scale(LAST_REPLICAS);
        goOn(stepMillis);
        kill();
        goOn(stepMillis);
    }

    private void kill() {
        killed.addAll(pods.ready().subList(0, KILLED));
        killed.forEach(pod -> {
            pod.kill();
            pods.note(pod, "killed");
        });
        say("killed without notice, still in the manifest: " + names(killed));
    }

    private void restart() throws IOException {
        for (DemoPod pod : killed) {
            pod.restart();
        }
        killed.forEach(pod -> pods.note(pod, "started again"));
        say("started again: " + names(killed));
        killed.clear();
    }

    private void scale(int replicas) throws IOException {
        String file = folder.scale(replicas);
        long saved = System.nanoTime();
        say(file + " saved with " + replicas + " replicas");
        while (podsInDns.getAsInt() != replicas && System.nanoTime() - saved < FOLLOW_LIMIT_NANOS) {
            LockSupport.parkNanos(FOLLOW_POLL_NANOS);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - saved);
        say("DNS has " + podsInDns.getAsInt() + " pods, " + millis + " ms later");
    }

    private void slowDown() {
        List<DemoPod> ready = pods.ready();
        List<DemoPod> slow = ready.subList(Math.max(0, ready.size() - SLOWED), ready.size());
        slow.forEach(pod -> {
            pod.slowDown(SLOW_MILLIS);
            pods.note(pod, "made slow");
        });
        say("made " + SLOW_MILLIS + " ms slower: " + names(slow));
    }

    /** Lets time pass, and says how it went. */
    private void goOn(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        say(String.format(
                Locale.ROOT, "%,d calls, %d failed", traffic.answered() + traffic.failed(), traffic.failed()));
    }

    private void say(String what) {
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf(Locale.ROOT, "%5.1f s  %s%n", seconds, what);
        out.flush();
    }

    private static String names(List<DemoPod> pods) {
        return pods.stream().map(DemoPod::name).collect(Collectors.joining(", "));
    }
}
