// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.e2e.cluster.ControlPlane;
import dev.cairn.e2e.cluster.Waiting;
import dev.cairn.e2e.report.Report;
import dev.cairn.e2e.report.Section;
import dev.cairn.e2e.server.Answer;
import dev.cairn.e2e.server.NameServer;
import dev.cairn.e2e.server.ServerSpec;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server that has not read what an answer needs: it says so, and never that a name does not exist. */
class UnsyncedIT {
    private static final int NOT_READY = 14; // RFC 8914 §4.15
    private static final int SECONDS = 30;
    private static final String A = "172.16.0.1";

    private static ControlPlane plane;

    @BeforeAll
    static void start() {
        plane = ControlPlane.start();
    }

    @AfterAll
    static void stop() {
        plane.close();
    }

    private static Subject started(Site site) {
        Subject subject = new Subject(NameServer.startCairn(
                ServerSpec.of(site.kubeconfig()).withOptions("pods insecure", "startup_timeout 1s")));
        try {
            Waiting.until("it answers", SECONDS, () -> answers(subject, site));
            return subject;
        } catch (AssertionError e) {
            subject.close();
            throw e;
        }
    }

    private static boolean answers(Subject subject, Site site) {
        try {
            var unused = subject.ask(site.name("any"));
            return true;
        } catch (UncheckedIOException e) {
            return false; // it does not listen yet, or does not read yet
        }
    }

    private static void assertNotReady(Answer answer) {
        assertThat(answer.rcode()).as("%s", answer).isEqualTo("SERVFAIL");
        assertThat(answer.extendedErrors()).as("%s", answer).containsExactly(NOT_READY);
        assertThat(answer.data()).isEmpty();
    }

    @Test
    void itStartsBeforeTheApiServer() {
        try (Site site = new Site(plane, "early")) {
            String address = site.clusterIp("web");
            site.headless("db", A);
            site.relay().shut();
            try (Subject subject = started(site);
                    Subject coreDns = new Subject(NameServer.startCoreDns(ServerSpec.of(site.kubeconfig())))) {
                for (String name : List.of("web", "db", "nobody", "_web._tcp.db", "172-16-0-1.db")) {
                    assertNotReady(subject.ask(site.name(name)));
                }
                assertNotReady(subject.ask("nobody.nowhere.svc.cluster.local."));
                assertNotReady(subject.reverse(address));
                assertNotReady(subject.reverse("10.1.2.3"));
                assertThat(subject.server().isReady()).isFalse();
                Waiting.until("CoreDNS answers", SECONDS, () -> answers(coreDns, site));
                String beside = coreDns.ask(site.name("web")).rcode();

                site.relay().open();
                long millis = subject.await(site.name("web"), address) + subject.await(site.name("db"), A);
                subject.server().awaitReady();
                assertThat(subject.reverse(address).set()).containsExactly(site.name("web"));
                assertThat(subject.ask(site.name("nobody")).rcode()).isEqualTo("NXDOMAIN");
                Report.add(
                        Section.FAULTS,
                        "started without API server, which then comes",
                        "SERVFAIL with extended error 14, not ready (CoreDNS: %s); all right %d ms after",
                        beside,
                        millis);
            }
        }
    }

    @Test
    void servicesAreReadBeforeSlices() {
        try (Site site = new Site(plane, "services-first")) {
            String address = site.clusterIp("web");
            site.headless("db", A);
            site.allowAllBut("endpointslices");
            try (Subject subject = started(site)) {
                long before = subject.await(site.name("web"), address);
                for (String name : List.of("db", "_web._tcp.db", "172-16-0-1.db", "nobody.db")) {
                    assertNotReady(subject.ask(site.name(name)));
                }
                assertNotReady(subject.reverse(A));
                assertThat(subject.server().isReady()).isFalse();

                site.allow();
                long millis = subject.await(site.name("db"), A);
                subject.server().awaitReady();
                assertThat(subject.ask(site.name("nobody.db")).rcode()).isEqualTo("NXDOMAIN");
                Report.add(
                        Section.FAULTS,
                        "Services read, slices forbidden, then allowed",
                        "a ClusterIP is answered (%d ms), endpoints SERVFAIL with 14; all right %d ms after",
                        before,
                        millis);
            }
        }
    }

    @Test
    void slicesAreReadBeforeServices() {
        try (Site site = new Site(plane, "slices-first")) {
            String address = site.clusterIp("web");
            site.headless("db", A);
            site.allowAllBut("services");
            try (Subject subject = started(site)) {
                Waiting.until("refused", SECONDS, () -> subject.hasLogged("not allowed to watch services"));
                for (String name : List.of("web", "db", "_web._tcp.db", "172-16-0-1.db", "nobody")) {
                    assertNotReady(subject.ask(site.name(name)));
                }
                assertThat(subject.server().isReady()).isFalse();

                site.allow();
                long millis = subject.await(site.name("db"), A) + subject.await(site.name("web"), address);
                subject.server().awaitReady();
                Report.add(
                        Section.FAULTS,
                        "slices read, Services forbidden, then allowed",
                        "SERVFAIL with 14 for every name; all right %d ms after",
                        millis);
            }
        }
    }
}
