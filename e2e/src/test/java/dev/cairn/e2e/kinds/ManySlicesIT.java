// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.e2e.cluster.Waiting;
import dev.cairn.e2e.report.Report;
import dev.cairn.e2e.report.Section;
import dev.cairn.e2e.server.Answer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Type;

/** Services with many endpoints in many slices, and slices that change: whoever looks meanwhile sees no subset that never was. */
class ManySlicesIT {
    private static final int PORT = 8080;
    private static final int MOVES = 60;
    // RFC 1035 §4.2.2: the length before a message in a stream has 16 bits.
    private static final int MAX_OCTETS = 65_535;
    private static final int A_OCTETS = 16; // a record whose owner is a pointer
    private static final double FULL = 0.9;
    private static final int CLIENTS = 20;

    private static Scene scene;

    @BeforeAll
    static void open() {
        scene = Scene.open("many-slices");
    }

    @AfterAll
    static void close() {
        scene.close();
    }

    private static Slices service(String name) {
        scene.apply("""
                apiVersion: v1
                kind: Service
                metadata: { name: %s }
                spec: { clusterIP: None, ports: [{ name: web, port: 80, targetPort: %d }] }
                """.formatted(name, PORT));
        return new Slices(scene, name, "web", PORT);
    }

    private static String address(int net, int number) {
        return "172." + net + "." + (number >> 8) + "." + (number & 0xff);
    }

    private static List<String> addresses(int net, int from, int to) {
        return IntStream.range(from, to).mapToObj(each -> address(net, each)).toList();
    }

    @ParameterizedTest(name = "{0} endpoints")
    @CsvSource({"350, 17", "1000, 18", "5000, 19"})
    void everyEndpointIsFound(int count, int net) {
        int each = 100;
        Slices slices = service("many-" + count);
        IntStream.range(0, (count + each - 1) / each)
                .parallel()
                .forEach(slice ->
                        slices.write("s" + slice, addresses(net, slice * each, Math.min(count, (slice + 1) * each))));
        Set<String> all = Set.copyOf(addresses(net, 0, count));

        scene.expectCalls("many-" + count + ":web", Pods.on(PORT, all));
        Answer answer = count * A_OCTETS < MAX_OCTETS ? whole(count, all) : asManyAsFit(count, all);
        assertThat(scene.dns().reverse(address(net, count - 1)).set())
                .containsExactly(scene.name(address(net, count - 1).replace('.', '-') + ".many-" + count));
        Report.add(
                Section.KINDS,
                count + " endpoints in slices of " + each,
                "k8s:/// has %d, DNS %d in %d octets",
                all.size(),
                answer.data().size(),
                answer.octets());
    }

    private static Answer whole(int count, Set<String> all) {
        scene.expect("many-" + count, Type.A, all);
        return scene.ask("many-" + count, Type.A);
    }

    /** A client gets the same part each time, many clients together get all. */
    private static Answer asManyAsFit(int count, Set<String> all) {
        String name = scene.name("many-" + count);
        Waiting.until(
                "a full answer", 20, () -> isFull(scene.dns().tcp(name, Type.A).set(), all));
        Answer answer = scene.dns().tcp(name, Type.A);
        assertThat(answer.isTruncated()).isTrue();
        assertThat(scene.dns().tcp(name, Type.A).set()).isEqualTo(answer.set());
        Set<String> together = new HashSet<>();
        for (int client = 1; client <= CLIENTS; client++) {
            together.addAll(
                    scene.dnsFrom("10.244.200." + client).tcp(name, Type.A).set());
        }
        assertThat(together).isEqualTo(all);
        return answer;
    }

    private static boolean isFull(Set<String> part, Set<String> all) {
        return all.containsAll(part) && part.size() > FULL * MAX_OCTETS / A_OCTETS;
    }

    @ParameterizedTest(name = "{0} endpoints")
    @CsvSource({"350, 20", "1000, 21", "5000, 24"})
    void anEndpointThatMovesIsNeverMissing(int count, int net) {
        String name = "moving-" + count;
        Halves halves = new Halves(service(name), net, count);
        Set<String> all = halves.all();
        boolean fits = count * A_OCTETS < MAX_OCTETS;
        Predicate<Set<String>> isAnswer = fits ? all::equals : part -> isFull(part, all);
        awaitBoth(name, all, isAnswer);

        Observed seen;
        try (Observer observer = Observer.of(scene, name, all, isAnswer)) {
            for (int move = 0; move < MOVES; move++) {
                halves.addToRight(move);
                halves.removeFromLeft(move);
            }
            awaitBoth(name, all, isAnswer);
            seen = observer.stop();
        }
        Report.add(
                Section.KINDS,
                count + " endpoints, " + MOVES + " of them move, added first",
                "a wrong subset in 0 of %d states of k8s:///, 0 of %d looks at calls, 0 of %d DNS answers",
                seen.states(),
                seen.looks(),
                seen.answers());
    }

    @Test
    void anEndpointThatIsGoneForAMomentIsAllThatIsMissing() {
        Halves halves = new Halves(service("leaving"), 22, 350);
        Set<String> all = halves.all();
        awaitBoth("leaving", all);

        Set<Set<String>> states = new HashSet<>();
        states.add(all);
        for (int move = 0; move < MOVES; move++) {
            Set<String> without = new HashSet<>(all);
            without.remove(address(22, move));
            states.add(without);
        }
        Observed seen;
        try (Observer observer = Observer.of(scene, "leaving", states)) {
            for (int move = 0; move < MOVES; move++) {
                halves.removeFromLeft(move);
                halves.addToRight(move);
            }
            awaitBoth("leaving", all);
            seen = observer.stop();
        }
        Report.add(
                Section.KINDS,
                "350 endpoints, " + MOVES + " of them move, removed first",
                "a set that never was in 0 of %d states of k8s:///, 0 of %d looks at calls, 0 of %d DNS answers",
                seen.states(),
                seen.looks(),
                seen.answers());
    }

    /** Endpoints move from the slice on the left to that on the right, the first first; the others stay in slices of their own. */
    private record Halves(Slices slices, int net, int count) {
        private static final int LEFT = 150;
        private static final int RIGHT = 300;
        private static final int OTHERS = 500;

        Halves {
            slices.write("left", addresses(net, 0, LEFT));
            slices.write("right", addresses(net, LEFT, RIGHT));
            for (int from = RIGHT; from < count; from += OTHERS) {
                slices.write("from-" + from, addresses(net, from, Math.min(count, from + OTHERS)));
            }
        }

        Set<String> all() {
            return Set.copyOf(addresses(net, 0, count));
        }

        void addToRight(int move) {
            slices.write(
                    "right",
                    IntStream.concat(IntStream.rangeClosed(0, move), IntStream.range(LEFT, RIGHT))
                            .mapToObj(each -> address(net, each))
                            .toList());
        }

        void removeFromLeft(int move) {
            slices.write("left", addresses(net, move + 1, LEFT));
        }
    }

    @Test
    void aSliceIsEmptiedAndAnotherDeleted() {
        Slices slices = service("shrinking");
        slices.write("one", addresses(23, 0, 100));
        slices.write("two", addresses(23, 100, 200));
        slices.write("three", addresses(23, 200, 300));
        Set<String> all = Set.copyOf(addresses(23, 0, 300));
        Set<String> emptied = Set.copyOf(addresses(23, 0, 200));
        Set<String> deleted = Set.copyOf(addresses(23, 0, 100));
        Set<String> back = Set.copyOf(addresses(23, 200, 300));
        awaitBoth("shrinking", all);

        Observed seen;
        try (Observer observer = Observer.of(scene, "shrinking", Set.of(all, emptied, deleted, Set.of(), back))) {
            slices.write("three", List.of());
            awaitBoth("shrinking", emptied);
            slices.delete("two");
            awaitBoth("shrinking", deleted);
            slices.write("one", List.of());
            awaitBoth("shrinking", Set.of());
            slices.delete("one");
            slices.write("three", addresses(23, 200, 300));
            awaitBoth("shrinking", back);
            seen = observer.stop();
        }
        Report.add(
                Section.KINDS,
                "a slice emptied, one deleted, the last emptied",
                "300, 200, 100, 0, 100 endpoints; nothing else in %d states, %d looks, %d DNS answers",
                seen.states(),
                seen.looks(),
                seen.answers());
    }

    private static void awaitBoth(String name, Set<String> addresses) {
        awaitBoth(name, addresses, addresses::equals);
    }

    private static void awaitBoth(String name, Set<String> addresses, Predicate<Set<String>> isAnswer) {
        scene.expectCalls(name + ":web", Pods.on(PORT, addresses));
        Waiting.until(
                "DNS has the " + addresses.size() + " of " + name,
                20,
                () -> isAnswer.test(scene.ask(name, Type.A).set()));
    }
}
