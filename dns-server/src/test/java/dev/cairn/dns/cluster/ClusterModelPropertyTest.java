// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.Input;
import dev.cairn.discovery.Selection;
import dev.cairn.dns.conformance.ClusterWorld;
import dev.cairn.dns.conformance.ZoneAsker;
import dev.cairn.dns.wire.DomainName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** After any sequence of changes the compiled model answers as a map does that is built anew from the whole world. */
class ClusterModelPropertyTest {
    private static final List<String> TYPES = List.of("A", "AAAA", "SRV", "PTR", "CNAME", "TXT", "MX");
    private static final int CHANGES = 80;
    private static final int CHANGES_BETWEEN_LOOKS = 5;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void answersLikeAMapOfAllRecords(long seed) {
        Random random = new Random(seed);
        Set<String> namespaces = random.nextInt(3) == 0 ? Set.of("shop", "other") : Set.of();
        ModelOptions options = options(random, namespaces);
        boolean hidesEmpty = options.selection().inputs().contains(Input.ENDPOINTS) && random.nextInt(3) == 0;
        ClusterModel model = new ClusterModel(options, List.of());
        ClusterWorld world = new ClusterWorld(new Covering(model)).synced();
        RandomWorld changes = new RandomWorld(random, world);
        ZoneAsker asker = asker(model, hidesEmpty);
        asker.context().datagram(random.nextBoolean());
        Set<String> everSeen = new TreeSet<>();
        List<String> history = new ArrayList<>();
        for (int i = 1; i <= CHANGES; i++) {
            changes.change();
            history.add(changes.lastLine());
            if (i % CHANGES_BETWEEN_LOOKS == 0) {
                NaiveZones naive = new NaiveZones(world, options, hidesEmpty);
                everSeen.addAll(naive.names());
                compareAll(
                        asker,
                        naive,
                        everSeen,
                        random,
                        "seed " + seed + ": "
                                + String.join("\n", history.subList(Math.max(0, history.size() - 8), history.size())));
            }
        }
        assertThat(model.serviceCount()).isEqualTo((int) world.services().stream()
                .filter(service -> model.selection().covers(service.name().namespace()))
                .count());
    }

    private static ModelOptions options(Random random, Set<String> namespaces) {
        boolean withEndpoints = random.nextInt(8) > 0;
        Selection.Builder selection = Selection.builder()
                .namespaces(namespaces)
                .podReferences(random.nextBoolean())
                .with(Input.PODS);
        if (!withEndpoints) {
            selection.without(Input.ENDPOINTS);
        }
        return new ModelOptions(selection.build(), withEndpoints && random.nextBoolean());
    }

    private static void compareAll(
            ZoneAsker asker, NaiveZones naive, Set<String> everSeen, Random random, String history) {
        for (String name : everSeen) {
            boolean isReverse = name.endsWith(".arpa.");
            if (!isInAZone(name) || isReverse && random.nextInt(4) > 0) {
                continue; // there are many parts of reverse names
            }
            compare(asker, naive, random.nextBoolean() ? name : randomCase(name, random), history);
            if (random.nextInt(4) == 0) {
                compare(asker, naive, "x." + name, history);
            }
        }
    }

    private static void compare(ZoneAsker asker, NaiveZones naive, String name, String history) {
        for (String type : TYPES) {
            List<String> expected = naive.answer(name, type);
            List<String> actual = read(asker.ask(name, type), type);
            assertThat(actual)
                    .as("%s %s\n%s", name, type, history)
                    .usingElementComparator(String.CASE_INSENSITIVE_ORDER)
                    .containsExactlyElementsOf(expected);
        }
        compareAny(asker, naive, name, history);
    }

    /** RFC 8482: one record set, if there is any. */
    private static void compareAny(ZoneAsker asker, NaiveZones naive, String name, String history) {
        Message answer = asker.ask(name, "ANY");
        List<Record> records = answer.getSection(Section.ANSWER);
        if (records.isEmpty()) {
            TYPES.forEach(type -> assertThat(naive.data(name, type))
                    .as("%s ANY\n%s", name, history)
                    .isEmpty());
            return;
        }
        String type = Type.string(records.get(0).getType());
        assertThat(records).as("%s ANY\n%s", name, history).hasSameSizeAs(naive.data(name, type));
    }

    /** The code, then each record, sorted; the SOA record is there exactly when nothing else ends the answer. */
    static List<String> read(Message answer, String type) {
        Set<String> lines = new TreeSet<>();
        boolean ended = type.equals("CNAME");
        for (Record record : answer.getSection(Section.ANSWER)) {
            lines.add(line(record));
            ended |= record.getType() == Type.value(type);
        }
        int beforeGlue = answer.getSection(Section.ANSWER).size();
        assertThat(lines).as("records of the answer, each once").hasSize(beforeGlue);
        for (Record record : answer.getSection(Section.ADDITIONAL)) {
            if (record.getType() != Type.OPT) {
                assertThat(lines.add("+" + line(record)))
                        .as("%s is told once", record)
                        .isTrue();
            }
        }
        List<Record> authority = answer.getSection(Section.AUTHORITY);
        assertThat(authority).hasSizeLessThan(2).allMatch(record -> record.getType() == Type.SOA);
        String code = Rcode.string(answer.getRcode());
        boolean noData = code.equals("NOERROR") && !authority.isEmpty();
        assertThat(code.equals("NXDOMAIN") && authority.isEmpty()).isFalse();
        assertThat(ended && !lines.isEmpty() && noData).isFalse();
        return Stream.concat(Stream.of(noData ? "NODATA" : code), lines.stream())
                .toList();
    }

    private static String line(Record record) {
        String data = record.rdataToString().replace("\"", "");
        return record.getName() + " " + Type.string(record.getType()) + " " + data;
    }

    static boolean isInAZone(String name) {
        Set<String> apexes = new HashSet<>(List.of("cluster.local.", "in-addr.arpa.", "ip6.arpa."));
        return apexes.stream().anyMatch(apex -> name.endsWith("." + apex)) && !name.contains("ns.dns.");
    }

    private static String randomCase(String name, Random random) {
        StringBuilder mixed = new StringBuilder();
        name.chars()
                .forEach(c -> mixed.append(
                        random.nextBoolean() ? String.valueOf((char) c).toUpperCase(Locale.ROOT) : (char) c));
        return mixed.toString();
    }

    private static ZoneAsker asker(ClusterModel model, boolean hidesEmpty) {
        DomainName primary = DomainName.parse(NaiveZones.ZONE);
        return new ZoneAsker(Stream.of(NaiveZones.ZONE, "in-addr.arpa.", "ip6.arpa.")
                .map(DomainName::parse)
                .map(zone -> new ClusterZone(model, new ZoneOptions(zone, primary, 5, PodMode.VERIFIED, hidesEmpty)))
                .toList());
    }
}
