// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.ClusterWatcher;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.Input;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServiceSnapshot;
import dev.cairn.dns.conformance.ClusterWorld;
import dev.cairn.dns.conformance.Restoring;
import dev.cairn.dns.conformance.ZoneAsker;
import dev.cairn.dns.state.SavedState;
import dev.cairn.dns.state.StateFile;
import dev.cairn.dns.wire.DomainName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** A random world goes through a file and is answered from; then another one is read over it, in any order. */
class RestoredPropertyTest {
    private static final List<String> TYPES = List.of("A", "AAAA", "SRV", "PTR", "CNAME");
    private static final int CHANGES = 100;
    private static final int STEPS_BETWEEN_LOOKS = 6;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void isAnsweredFromUntilAllHasBeenRead(long seed) throws IOException {
        Random random = new Random(seed);
        ModelOptions options = new ModelOptions(Set.of(), true, random.nextBoolean());
        ClusterModel earlier = new ClusterModel(options, List.of());
        ClusterWorld earlierWorld = randomWorld(earlier, random);
        ClusterModel model = new ClusterModel(options, List.of());
        restore(earlier, model);
        ZoneAsker asker = asker(model);
        NaiveZones naive = new NaiveZones(earlierWorld, options, false);
        assertAnswersWhatIsHeld(asker, naive, "seed " + seed);

        ClusterWorld world = randomWorld(new Restoring(), random);
        NaiveZones live = new NaiveZones(world, options, false);
        Set<String> names = new TreeSet<>(naive.names());
        names.addAll(live.names());
        names.removeIf(name -> !ClusterModelPropertyTest.isInAZone(name));
        new Reading(world, model)
                .all(random, () -> assertNothingIsSaidToBeAbsentThatIsThere(asker, live, names, "seed " + seed));
        assertThat(model.isRestored()).isFalse();
        for (String name : names) {
            for (String type : TYPES) {
                assertThat(ClusterModelPropertyTest.read(asker.ask(name, type), type))
                        .as("seed %d: %s %s", seed, name, type)
                        .containsExactlyElementsOf(live.answer(name, type));
            }
        }
    }

    /** Tells a model a world as a source does that reads each kind on its own: in any order, an input as synced after the last of its kind. */
    private static final class Reading {
        private final ClusterWorld world;
        private final ClusterModel model;
        private final Map<ServiceName, List<EndpointGroup>> groups = new HashMap<>();
        private final Map<ServiceName, Service> services = new HashMap<>();

        Reading(ClusterWorld world, ClusterModel model) {
            this.world = world;
            this.model = model;
        }

        void all(Random random, Runnable look) {
            List<Deque<Runnable>> left = new ArrayList<>();
            left.add(
                    steps(world.namespaces(), name -> model.onNamespace(Namespace.of(name)), Input.NAMESPACES, random));
            left.add(steps(world.services(), this::tellService, Input.SERVICES, random));
            List<Map.Entry<ServiceName, EndpointGroup>> slices = new ArrayList<>();
            world.services()
                    .forEach(service -> world.groups(service.name())
                            .forEach(group -> slices.add(Map.entry(service.name(), group))));
            left.add(steps(slices, slice -> tellGroup(slice.getKey(), slice.getValue()), Input.ENDPOINTS, random));
            while (!left.isEmpty()) {
                Deque<Runnable> next = left.get(random.nextInt(left.size()));
                next.remove().run();
                left.removeIf(Deque::isEmpty);
                if (random.nextInt(STEPS_BETWEEN_LOOKS) == 0) {
                    look.run();
                }
            }
        }

        private <T> Deque<Runnable> steps(Collection<T> objects, Consumer<T> tell, Input input, Random random) {
            List<T> shuffled = new ArrayList<>(objects);
            Collections.shuffle(shuffled, random);
            Deque<Runnable> steps = new ArrayDeque<>();
            shuffled.forEach(object -> steps.add(() -> tell.accept(object)));
            steps.add(() -> model.onSynced(input));
            return steps;
        }

        private void tellService(Service service) {
            services.put(service.name(), service);
            deliver(service.name());
        }

        private void tellGroup(ServiceName name, EndpointGroup group) {
            groups.computeIfAbsent(name, key -> new ArrayList<>()).add(group);
            deliver(name);
        }

        private void deliver(ServiceName name) {
            Service service = services.get(name);
            if (service != null) {
                List<EndpointGroup> read = groups.getOrDefault(name, List.of());
                model.onService(ServiceSnapshot.of(service, read, 1, "live", Instant.EPOCH));
            }
        }
    }

    private void restore(ClusterModel from, ClusterModel to) throws IOException {
        StateFile file = new StateFile(folder.resolve("random.state"), "random");
        file.write(Instant.EPOCH, from::show);
        SavedState saved = file.read().orElseThrow();
        to.restore(saved.knownAt(), saved.namespaces(), saved.services());
        assertThat(to.serviceCount()).isEqualTo(from.serviceCount());
        assertThat(to.endpointCount()).isEqualTo(from.endpointCount());
        assertThat(to.namespaceCount()).isEqualTo(from.namespaceCount());
    }

    private static ClusterWorld randomWorld(ClusterWatcher watcher, Random random) {
        ClusterWorld world = new ClusterWorld(watcher).synced();
        RandomWorld next = new RandomWorld(random, world);
        for (int i = 0; i < CHANGES; i++) {
            next.change();
        }
        return world;
    }

    /** What is answered is what was saved; where that would say that there is no such name, nothing is known. */
    private static void assertAnswersWhatIsHeld(ZoneAsker asker, NaiveZones naive, String seed) {
        for (String name : naive.names()) {
            if (!ClusterModelPropertyTest.isInAZone(name)) {
                continue;
            }
            for (String type : TYPES) {
                List<String> expected = naive.answer(name, type);
                Message answer = asker.ask(name, type);
                assertThat(ClusterModelPropertyTest.read(answer, type))
                        .as("%s: %s %s", seed, name, type)
                        .containsExactlyElementsOf(expected.contains("NXDOMAIN") ? List.of("SERVFAIL") : expected);
                assertThat(answer.getSection(Section.ANSWER)).allMatch(RestoredPropertyTest::isShort);
                assertThat(answer.getSection(Section.AUTHORITY)).allMatch(RestoredPropertyTest::isShort);
            }
            if (name.endsWith(".svc." + NaiveZones.ZONE)) {
                assertThat(asker.ask("nosuch." + name, "A").getRcode())
                        .as("%s: below %s", seed, name)
                        .isEqualTo(Rcode.SERVFAIL);
            }
        }
    }

    private static boolean isShort(Record record) {
        return record.getTTL() <= ClusterZone.MAX_RESTORED_TTL_SECONDS
                || record.getName().toString().startsWith("dns-version.");
    }

    private static void assertNothingIsSaidToBeAbsentThatIsThere(
            ZoneAsker asker, NaiveZones live, Set<String> names, String seed) {
        for (String name : names) {
            if (!live.answer(name, "A").contains("NXDOMAIN")) {
                assertThat(asker.ask(name, "A").getRcode())
                        .as("%s: %s", seed, name)
                        .isNotEqualTo(Rcode.NXDOMAIN);
            }
        }
    }

    private static ZoneAsker asker(ClusterModel model) {
        DomainName primary = DomainName.parse(NaiveZones.ZONE);
        return new ZoneAsker(Stream.of(NaiveZones.ZONE, "in-addr.arpa.", "ip6.arpa.")
                .map(DomainName::parse)
                .map(zone -> new ClusterZone(model, new ZoneOptions(zone, primary, 30, PodMode.DISABLED, false)))
                .toList());
    }
}
