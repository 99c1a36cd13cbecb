// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.e2e.cluster.ControlPlane;
import dev.cairn.e2e.cluster.Waiting;
import dev.cairn.e2e.report.Report;
import dev.cairn.e2e.report.Section;
import dev.cairn.e2e.server.NameServer;
import dev.cairn.e2e.server.ServerSpec;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A synced server loses its API server in one way or another: it goes on answering, says how old its answers are, and catches up. */
class FaultsIT {
    private static final String A = "172.16.0.1";
    private static final String B = "172.16.0.2";
    private static final String C = "172.16.0.3";
    private static final List<Set<String>> BEFORE_AND_AFTER = List.of(Set.of(A, B), Set.of(B, C));

    private static final long CUT_NANOS = TimeUnit.SECONDS.toNanos(3);

    private static ControlPlane plane;

    @BeforeAll
    static void start() {
        plane = ControlPlane.start();
    }

    @AfterAll
    static void stop() {
        plane.close();
    }

    /** A server that answers for the Services {@code web}, which has two endpoints, and {@code old}, and is being asked. */
    private static Subject synced(Site site, ServerSpec spec) {
        site.headless("web", A, B);
        site.headless("old", A);
        return started(site, spec);
    }

    private static Subject started(Site site, ServerSpec spec) {
        Subject subject = new Subject(NameServer.startCairn(spec));
        try {
            subject.server().awaitReady();
            var unused = subject.await(site.name("web"), A, B);
            subject.keepAsking(site.name("web"), BEFORE_AND_AFTER);
            return subject;
        } catch (RuntimeException | AssertionError e) {
            subject.close();
            throw e;
        }
    }

    /** Changes an object, makes one, and deletes one. */
    private static void change(Site site) {
        site.endpoints("web", B, C);
        site.headless("new", C);
        site.delete("old");
    }

    /** Waits until all of {@link #change} is seen, and the state is said to be current; in how many milliseconds. */
    private static long awaitChange(Site site, Subject subject) {
        long millis = subject.await(site.name("web"), B, C);
        millis += subject.await(site.name("new"), C);
        millis += subject.await(site.name("old"));
        assertThat(subject.ask(site.name("old")).rcode()).isEqualTo("NXDOMAIN");
        subject.awaitFresh();
        return millis;
    }

    /** Ends the connections now and again, since the API server goes on with what it has accepted. */
    private static void cutUntil(String what, Site site, BooleanSupplier condition) {
        AtomicLong lastNanos = new AtomicLong(System.nanoTime() - CUT_NANOS);
        Waiting.until(what, 60, () -> {
            if (System.nanoTime() - lastNanos.get() >= CUT_NANOS) {
                site.relay().cut();
                lastNanos.set(System.nanoTime());
            }
            return condition.getAsBoolean();
        });
    }

    private static void assertUnchanged(Site site, Subject subject) {
        assertThat(subject.ask(site.name("web")).set()).containsExactlyInAnyOrder(A, B);
        assertThat(subject.ask(site.name("old")).set()).containsExactly(A);
    }

    @Test
    void theApiServerDiesAndComesBack() {
        try (Site site = new Site(plane, "dies");
                Subject subject = synced(site, ServerSpec.of(site.kubeconfig()))) {
            plane.killApiServer();
            double age = subject.awaitStale(1.0);
            assertUnchanged(site, subject);
            site.relay().shut();
            plane.startApiServer();
            change(site);
            assertUnchanged(site, subject);

            site.relay().open();
            long millis = awaitChange(site, subject);
            Report.add(
                    Section.FAULTS,
                    "API server killed and restarted, changes meanwhile",
                    "%d answers, 0 wrong; age exported (%.1f s); all there after %d ms",
                    subject.rightAnswers(),
                    age,
                    millis);
        }
    }

    @Test
    void etcdForgetsWhatHappenedMeanwhile() {
        try (Site site = new Site(plane, "forgets");
                Subject subject = synced(site, ServerSpec.of(site.kubeconfig()))) {
            site.relay().shut();
            change(site);
            plane.killApiServer();
            plane.compact();
            plane.startApiServer();
            assertUnchanged(site, subject);

            site.relay().open();
            long millis = awaitChange(site, subject);
            assertThat(subject.hasLogged("listing everything again"))
                    .as("the watch was answered with 410")
                    .isTrue();
            Report.add(
                    Section.FAULTS,
                    "etcd compacted, the watch gets 410",
                    "%d answers, 0 wrong; listed again, all there after %d ms",
                    subject.rightAnswers(),
                    millis);
        }
    }

    @Test
    void aWatchFallsSilent() {
        try (Site site = new Site(plane, "silent");
                Subject subject = synced(
                        site, ServerSpec.of(site.kubeconfig()).withOptions("pods insecure", "silence_timeout 3s"))) {
            site.relay().hush();
            change(site);
            assertUnchanged(site, subject);

            long millis = awaitChange(site, subject);
            assertThat(subject.hasLogged("the watch was silent")).isTrue();
            Report.add(
                    Section.FAULTS,
                    "connections that carry nothing more, silence_timeout 3s",
                    "%d answers, 0 wrong; begun anew, all there after %d ms",
                    subject.rightAnswers(),
                    millis);
        }
    }

    @Test
    void aTokenIsRevokedAndReplaced() {
        try (Site site = new Site(plane, "revoked");
                Subject inline = synced(site, ServerSpec.of(site.kubeconfig()));
                Subject inFile = started(site, ServerSpec.of(site.kubeconfigWithTokenFile()))) {
            site.deleteAccount();
            change(site);
            List<Subject> both = List.of(inline, inFile);
            // The API server remembers for some seconds that it has accepted a token.
            cutUntil(
                    "both are refused",
                    site,
                    () -> both.stream().allMatch(each -> each.hasLogged("does not accept the credentials")));
            double age = both.stream()
                    .mapToDouble(each -> each.awaitStale(0.1))
                    .min()
                    .orElseThrow();

            site.createAccount();
            site.kubeconfig();
            site.writeTokenFile();
            for (Subject each : both) {
                String where = each == inline ? "in the kubeconfig" : "in a file of its own";
                long millis = awaitChange(site, each);
                Report.add(
                        Section.FAULTS,
                        "a token " + where + " revoked, and replaced",
                        "%d answers, 0 wrong; age exported (%.1f s); all there after %d ms",
                        each.rightAnswers(),
                        age,
                        millis);
            }
        }
    }

    @Test
    void permissionsAreTakenAwayAndGivenBack() {
        try (Site site = new Site(plane, "forbidden");
                Subject subject = synced(site, ServerSpec.of(site.kubeconfig()))) {
            site.forbid();
            // The API server goes on with watches that it has allowed once.
            cutUntil("it is refused", site, () -> subject.hasLogged("not allowed to watch"));
            change(site);
            double age = subject.awaitStale(1.0);
            assertUnchanged(site, subject);

            site.allow();
            long millis = awaitChange(site, subject);
            Report.add(
                    Section.FAULTS,
                    "RBAC taken away and given back",
                    "%d answers, 0 wrong; age exported (%.1f s); all there after %d ms",
                    subject.rightAnswers(),
                    age,
                    millis);
        }
    }
}
