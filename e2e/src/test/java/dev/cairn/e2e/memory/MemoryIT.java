// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.e2e.cluster.ControlGroup;
import dev.cairn.e2e.cluster.ControlPlane;
import dev.cairn.e2e.cluster.Settings;
import dev.cairn.e2e.report.Report;
import dev.cairn.e2e.report.Section;
import dev.cairn.e2e.server.CairnCommand;
import dev.cairn.e2e.server.Image;
import dev.cairn.e2e.server.ServerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Our server in the control group of the stock manifest, through a first sync, changes as fast as they can be written, and a list
 * of everything anew. CoreDNS goes the same way in a group without a limit.
 */
class MemoryIT {
    private static final long LIMIT_BYTES = 170L << 20;
    private static final Duration CHANGING = Duration.ofMinutes(1);
    private static final long SEED = 20_231_107;

    @Test
    void tenThousandServicesFitTheGroupOfTheStockManifest() throws IOException {
        Optional<String> hindrance = ControlGroup.hindrance();
        if (hindrance.isPresent()) {
            Report.add(Section.MEMORY, "all steps", "skipped: no memory control group here: %s", hindrance.get());
            return;
        }
        try (ControlGroup limited = ControlGroup.create("cairn", LIMIT_BYTES);
                ControlGroup free = ControlGroup.create("coredns", ControlGroup.NO_LIMIT)) {
            measure(limited, free);
        }
    }

    private static void measure(ControlGroup limited, ControlGroup free) throws IOException {
        try (ControlPlane plane = ControlPlane.start()) {
            plane.kubectl(
                    "apply",
                    "--filename",
                    Settings.root().resolve("deploy/dns-server-rbac.yaml").toString());
            long startNanos = System.nanoTime();
            LargeWorld world = LargeWorld.write(plane.client());
            Report.add(
                    Section.MEMORY,
                    "the world",
                    "%d Services, %d endpoints, written in %d s",
                    LargeWorld.SERVICES,
                    LargeWorld.SERVICES * LargeWorld.ENDPOINTS,
                    Duration.ofNanos(System.nanoTime() - startNanos).toSeconds());
            ServerSpec spec = ServerSpec.of(plane.kubeconfig("kube-system", "coredns"));
            List<String> coreDnsLine = List.of(Settings.program("coredns").toString());
            try (MeasuredServer cairn = new MeasuredServer(limited, "cairn", spec, cairnLine(), SEED);
                    MeasuredServer coreDns =
                            new MeasuredServer(free, "coredns", ServerSpec.of(spec.kubeconfig()), coreDnsLine, SEED)) {
                walk(plane, world, cairn, coreDns);
            }
        }
    }

    /** The image, which has an archive of the server's classes; without one the limit is near where an image cannot be run. */
    private static List<String> cairnLine() {
        if (Image.hindrance().isPresent()) {
            return CairnCommand.inControlGroup();
        }
        Path logs = Objects.requireNonNull(Settings.newFolder("memory").getParent());
        return Image.unpack().withUser("0:0").command(new Image.Pod(Map.of(logs.toString(), logs), Map.of()));
    }

    private static void walk(ControlPlane plane, LargeWorld world, MeasuredServer cairn, MeasuredServer coreDns)
            throws IOException {
        addRow("first sync", cairn, coreDns);
        int changes = world.change(CHANGING, SEED);
        awaitChange(world, 0, cairn, coreDns);
        addRow("changes, " + changes / CHANGING.toSeconds() + " per second for a minute", cairn, coreDns);
        plane.killApiServer();
        plane.compact();
        plane.startApiServer();
        awaitChange(world, 1, cairn, coreDns);
        addRow("API server restarted, all listed again", cairn, coreDns);
        Report.add(Section.MEMORY, "load on Cairn meanwhile", "%s", cairn.load());

        cairn.assertSurvived();
        coreDns.assertSurvived();
        assertThat(cairn.load().wrong()).isZero();
        assertThat(cairn.load().answered()).isPositive();
        assertThat(cairn.load().scrapes()).isPositive();
        assertListedAgain(cairn.server().daemon().log());
    }

    private static void awaitChange(LargeWorld world, int endpoint, MeasuredServer... servers) {
        int last = LargeWorld.lastHeadless();
        String address = world.change(last, endpoint);
        for (MeasuredServer server : servers) {
            server.awaitWithout(LargeWorld.dnsName(last), address);
        }
    }

    /** That the last step was what it says. */
    private static void assertListedAgain(Path log) throws IOException {
        assertThat(Files.readString(log)).contains("endpointslices: listing everything again");
    }

    private static void addRow(String step, MeasuredServer cairn, MeasuredServer coreDns) {
        Report.add(
                Section.MEMORY,
                step,
                "highest use so far %d of %d MiB, CoreDNS without a limit %d MiB",
                cairn.group().highestMebibytes(),
                LIMIT_BYTES >> 20,
                coreDns.group().highestMebibytes());
    }
}
