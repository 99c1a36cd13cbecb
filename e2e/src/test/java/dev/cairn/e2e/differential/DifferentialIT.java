// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.e2e.report.Report;
import dev.cairn.e2e.report.Section;
import dev.cairn.e2e.server.NameServer;
import dev.cairn.e2e.server.ServerSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Both servers watch the same random worlds; every difference between their answers is one that is meant.
 *
 * <p>{@code -Dcairn.e2e.types=PERCENT} says how many of the types each name is asked for.
 */
class DifferentialIT {
    private static final int TYPES_PERCENT = Integer.getInteger("cairn.e2e.types", 20);
    private static final int MAX_SHOWN = 20;

    /**
     * Worlds that are compared under one configuration.
     *
     * @param worlds how many
     * @param options of the directive {@code kubernetes}
     * @param shown what of a world is seen under these options
     */
    private record Setup(int worlds, List<String> options, UnaryOperator<World> shown) {
        static Setup of(int worlds, String... options) {
            return new Setup(worlds, List.of(options), UnaryOperator.identity());
        }

        Setup showing(UnaryOperator<World> part) {
            return new Setup(worlds, options, part);
        }

        World shows(World world, Set<String> namespaces) {
            return world.asServed(namespaces, options.contains("ignore empty_service"));
        }

        boolean watchesEndpoints() {
            return !options.contains("noendpoints");
        }
    }

    private static final List<Setup> SETUPS = List.of(
            Setup.of(20, "pods insecure"),
            Setup.of(2, "pods insecure", "endpoint_pod_names"),
            Setup.of(1, "pods disabled", "namespaces default svc pod com a 1 kube-system"),
            Setup.of(1, "pods insecure", "ignore empty_service"),
            Setup.of(1, "noendpoints"),
            Setup.of(2, "pods insecure", "zonal"),
            Setup.of(1, "pods verified"),
            Setup.of(1, "labels " + Marks.SHOWN_LABELS).showing(world -> world.withObjectsOf(Marks.EVEN)),
            Setup.of(1, "namespace_labels " + Marks.SHOWN_NAMESPACES)
                    .showing(world -> world.withNamespacesOf(Marks.EVEN)));

    private final Map<DifferenceClass, Integer> known = new TreeMap<>(Comparator.comparing(DifferenceClass::title));
    private final List<String> unknown = new ArrayList<>();
    private int worlds;
    private int names;
    private int questions;
    private int identical;

    @Test
    void everyDifferenceIsKnown() {
        try (Stand stand = new Stand()) {
            stand.writePods();
            SETUPS.forEach(setup -> compare(stand, setup));
        }
        report();
        assertThat(unknown)
                .withFailMessage(() -> unknown.size() + " differences are not known, among them:\n\n"
                        + unknown.stream().limit(MAX_SHOWN).collect(Collectors.joining("\n\n")))
                .isEmpty();
    }

    private void compare(Stand stand, Setup setup) {
        ServerSpec spec = ServerSpec.of(stand.kubeconfig()).withOptions(setup.options.toArray(String[]::new));
        try (NameServer cairn = NameServer.startCairn(spec);
                NameServer coreDns = NameServer.startCoreDns(
                        ServerSpec.of(stand.kubeconfig()).withOptions(setup.options.toArray(String[]::new)))) {
            cairn.awaitReady();
            coreDns.awaitReady();
            for (int i = 0; i < setup.worlds; i++) {
                World world = WorldGenerator.generate(++worlds);
                stand.write(world);
                compare(stand, setup, setup.shows(world, stand.namespaces()), cairn, coreDns);
                stand.delete(world);
            }
        }
    }

    private void compare(Stand stand, Setup setup, World world, NameServer cairn, NameServer coreDns) {
        try (Line ours = new Line(cairn.address());
                Line theirs = new Line(coreDns.address())) {
            stand.awaitSeen(setup.watchesEndpoints(), List.of(ours, theirs));
            Comparison comparison = new Comparison(KnownDifference.judge(setup.shown.apply(world)), ours, theirs);
            List<Question> asked = Questions.about(world, TYPES_PERCENT);
            comparison.ask(asked);
            names += (int) asked.stream().map(Question::name).distinct().count();
            questions += comparison.questions();
            identical += comparison.identical();
            comparison.known().forEach((kind, count) -> known.merge(kind, count, Integer::sum));
            comparison.unknown().forEach(each -> unknown.add("seed " + world.seed() + ": " + each));
        }
    }

    private void report() {
        Report.add(Section.DIFFERENCES, "worlds, each from a seed of its own", "%,d", worlds);
        Report.add(Section.DIFFERENCES, "names", "%,d", names);
        Report.add(Section.DIFFERENCES, "questions, each asked of both", "%,d", questions);
        Report.add(Section.DIFFERENCES, "answered alike", "%,d", identical);
        known.forEach((kind, count) -> Report.add(Section.DIFFERENCES, "  " + kind.title(), "%,d", count));
        Report.add(Section.DIFFERENCES, "differences that are not known", "%,d", unknown.size());
    }
}
