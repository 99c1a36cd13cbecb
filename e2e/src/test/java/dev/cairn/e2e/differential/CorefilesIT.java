// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.e2e.cluster.FreePorts;
import dev.cairn.e2e.cluster.Net;
import dev.cairn.e2e.cluster.Settings;
import dev.cairn.e2e.report.Report;
import dev.cairn.e2e.report.Section;
import dev.cairn.e2e.server.NameServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Both servers read the same random Corefiles, see the same cluster and ask the same upstream; every difference between their answers is one
 * that is meant. One process has many Corefiles, each on a port of its own.
 *
 * <p>{@code -Dcairn.e2e.starts=N} says how often both are started, {@code -Dcairn.e2e.seed=N} from which seed on.
 */
class CorefilesIT {
    private static final int STARTS = Integer.getInteger("cairn.e2e.starts", 6);
    private static final long FIRST_SEED = Long.getLong("cairn.e2e.seed", 1);
    private static final int COREFILES_EACH = 20;
    private static final int MAX_SHOWN = 12;

    private final Map<DifferenceClass, Integer> known = new TreeMap<>(Comparator.comparing(DifferenceClass::title));
    private final List<String> unknown = new ArrayList<>();
    private final World town = Town.world();
    private int corefiles;
    private int questions;
    private int identical;

    /** One server with all its Corefiles, and where it answers each. */
    private static final class Subject {
        private final Map<Corefile, InetSocketAddress> addresses = new HashMap<>();
        private final StringBuilder text = new StringBuilder();

        Subject(List<Corefile> corefiles) {
            for (Corefile corefile : corefiles) {
                InetSocketAddress address = new InetSocketAddress(Net.NODE, FreePorts.next());
                addresses.put(corefile, address);
                text.append(corefile.text(address.getPort()));
            }
        }

        InetSocketAddress address(Corefile corefile) {
            InetSocketAddress address = addresses.get(corefile);
            if (address == null) {
                throw new IllegalArgumentException(corefile.toString());
            }
            return address;
        }

        String text(int readyPort) {
            return text.toString().replace(Corefile.READY, String.valueOf(readyPort));
        }
    }

    @Test
    void everyDifferenceIsKnown() {
        try (Stand stand = new Stand();
                Upstream upstream = new Upstream()) {
            stand.writePods();
            stand.write(town);
            Corefile.Site site = new Corefile.Site(stand.kubeconfig(), upstream.address(), searchPath());
            for (int start = 0; start < STARTS; start++) {
                List<Corefile> drawn = new ArrayList<>();
                for (int i = 0; i < COREFILES_EACH; i++) {
                    long seed = FIRST_SEED + (long) start * COREFILES_EACH + i;
                    drawn.add(CorefileGenerator.generate(seed, town, site));
                }
                compare(drawn);
            }
        }
        report();
        assertThat(unknown)
                .withFailMessage(() -> unknown.size() + " differences are not known, among them:\n\n"
                        + String.join("\n\n", unknown.subList(0, Math.min(MAX_SHOWN, unknown.size()))))
                .isEmpty();
    }

    private static Path searchPath() {
        try {
            return Files.writeString(
                    Settings.newFolder("corefiles").resolve("search.conf"),
                    "search shop.svc.cluster.local svc.cluster.local cluster.local\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compare(List<Corefile> drawn) {
        Subject ours = new Subject(drawn);
        Subject theirs = new Subject(drawn);
        InetSocketAddress pages = new InetSocketAddress(Net.NODE, 0);
        try (NameServer cairn = NameServer.startCairn(pages, (health, ready, metrics) -> ours.text(ready));
                NameServer coreDns = NameServer.startCoreDns(pages, (health, ready, metrics) -> theirs.text(ready))) {
            cairn.awaitReady();
            coreDns.awaitReady();
            drawn.forEach(corefile -> compare(corefile, ours.address(corefile), theirs.address(corefile)));
        }
    }

    /** Asks everything twice, so that what is kept is compared, too. */
    private void compare(Corefile corefile, InetSocketAddress cairn, InetSocketAddress coreDns) {
        InetAddress from = new InetSocketAddress(corefile.from(), 0).getAddress();
        try (Line ours = new Line(cairn, from);
                Line theirs = new Line(coreDns, from)) {
            Comparison comparison = new Comparison(new CorefileJudge(corefile), ours, theirs);
            List<Question> asked = CorefileQuestions.about(corefile);
            comparison.ask(asked);
            comparison.ask(asked);
            corefiles++;
            questions += comparison.questions();
            identical += comparison.identical();
            comparison.known().forEach((kind, count) -> known.merge(kind, count, Integer::sum));
            comparison.unknown().forEach(each -> unknown.add(corefile + "\n" + each));
        }
    }

    private void report() {
        Report.add(Section.COREFILES, "Corefiles, each from a seed of its own", "%,d", corefiles);
        Report.add(Section.COREFILES, "questions, each asked of both", "%,d", questions);
        Report.add(Section.COREFILES, "answered alike", "%,d", identical);
        known.forEach((kind, count) -> Report.add(Section.COREFILES, "  " + kind.title(), "%,d", count));
        Report.add(Section.COREFILES, "differences that are not known", "%,d", unknown.size());
    }
}
