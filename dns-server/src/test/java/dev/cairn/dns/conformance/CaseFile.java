// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.conformance;

import dev.cairn.discovery.Input;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Selection;
import dev.cairn.dns.cluster.ClusterModel;
import dev.cairn.dns.cluster.ClusterZone;
import dev.cairn.dns.cluster.ModelOptions;
import dev.cairn.dns.cluster.PodMode;
import dev.cairn.dns.cluster.ZoneOptions;
import dev.cairn.dns.wire.DomainName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Questions and answers in a file.
 *
 * <p>The file begins with lines of a {@link ClusterWorld}. Then come blocks: a title after {@code #}, lines that change the world after
 * {@code +}, a question {@code ? NAME TYPE}, and the answer: {@code NODATA}, {@code NXDOMAIN} or {@code SERVFAIL}, each of which
 * stands for all that it must hold, or {@code NOERROR} with records as in a zone file, those after {@code ADDITIONAL} and {@code
 * AUTHORITY} in that section. The order of records does not matter. Blocks share one world. {@code STALE} after the code says that the
 * answer is marked as such, and an SOA record in it has the TTL of a restored state.
 */
public final class CaseFile {
    private static final String PRIMARY = "cluster.local.";
    private static final List<String> REVERSE = List.of("in-addr.arpa.", "ip6.arpa.");

    /** How the zones of a file show the world. */
    public record Options(
            ModelOptions model,
            int ttlSeconds,
            PodMode pods,
            boolean hidesEmptyServices,
            List<IpAddress> own,
            boolean isRestored,
            boolean hidesIpv6) {
        /** The defaults: all of the cluster, TTL 5, no pod names, no Service hidden, one own address. */
        public static final Options DEFAULT = new Options(
                ModelOptions.DEFAULT, 5, PodMode.DISABLED, false, List.of(IpAddress.parse("10.244.9.9")), false, false);

        /** With another model. */
        public Options model(ModelOptions value) {
            return new Options(value, ttlSeconds, pods, hidesEmptyServices, own, isRestored, hidesIpv6);
        }

        /** With another TTL. */
        public Options ttlSeconds(int value) {
            return new Options(model, value, pods, hidesEmptyServices, own, isRestored, hidesIpv6);
        }

        /** With the names of pods that are there. */
        public Options verifiedPodNames() {
            Selection pods = Selection.builder().with(Input.PODS).build();
            ModelOptions withPods = new ModelOptions(pods, false);
            return new Options(withPods, ttlSeconds, PodMode.VERIFIED, hidesEmptyServices, own, isRestored, hidesIpv6);
        }

        /** Without AAAA records. */
        public Options withoutIpv6() {
            return new Options(model, ttlSeconds, pods, hidesEmptyServices, own, isRestored, true);
        }

        /** With pod names. */
        public Options podNames() {
            return new Options(model, ttlSeconds, PodMode.INSECURE, hidesEmptyServices, own, isRestored, hidesIpv6);
        }

        /** Without Services that have no ready endpoint. */
        public Options withoutEmptyServices() {
            return new Options(model, ttlSeconds, pods, true, own, isRestored, hidesIpv6);
        }

        /** With the world at the start of the file as a restored state, and another one that nothing has been told of yet. */
        public Options restored() {
            return new Options(model, ttlSeconds, pods, hidesEmptyServices, own, true, hidesIpv6);
        }
    }

    private final Options options;
    private final ClusterModel model;
    private final ClusterWorld world;
    private final ZoneAsker asker;

    private CaseFile(Options options) {
        this.options = options;
        model = new ClusterModel(options.model(), options.own());
        world = new ClusterWorld(model);
        List<ClusterZone> zones = new ArrayList<>();
        Stream.concat(Stream.of(PRIMARY), REVERSE.stream()).forEach(name -> {
            DomainName primary = DomainName.parse(PRIMARY);
            zones.add(new ClusterZone(
                    model,
                    new ZoneOptions(
                            DomainName.parse(name),
                            primary,
                            options.ttlSeconds(),
                            options.pods(),
                            options.hidesEmptyServices(),
                            options.hidesIpv6())));
        });
        asker = new ZoneAsker(zones);
    }

    /** One test for each question of a file below {@code cases}. */
    public static Stream<DynamicTest> tests(String path, Options options) {
        return new CaseFile(options).read(path).stream();
    }

    private List<DynamicTest> read(String path) {
        String[] parts = load(path).split("(?m)^#", -1);
        String start = parts[0].lines().filter(line -> !line.startsWith(";")).reduce("", (a, b) -> a + "\n" + b);
        if (options.isRestored()) {
            Restoring.apply(start, model);
        } else {
            world.apply(start);
        }
        if (!options.isRestored() && !parts[0].contains("synced")) { // not even in a remark
            world.synced();
        }
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            List<String> lines = parts[i].lines().map(String::strip).toList();
            tests.add(DynamicTest.dynamicTest(lines.get(0), () -> run(lines.subList(1, lines.size()))));
        }
        return tests;
    }

    private void run(List<String> lines) {
        String name = "";
        String type = "";
        List<String> expected = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("+")) {
                world.apply(line.substring(1));
            } else if (line.startsWith("?")) {
                check(name, type, expected);
                String[] words = line.substring(1).strip().split("\\s+", -1);
                name = words[0];
                type = words[1];
                expected.clear();
            } else if (!line.isEmpty() && !line.startsWith(";")) {
                expected.add(line);
            }
        }
        check(name, type, expected);
    }

    private void check(String name, String type, List<String> expected) {
        if (!name.isEmpty()) {
            String zone = Stream.concat(REVERSE.stream(), Stream.of(PRIMARY))
                    .filter(candidate -> name.toLowerCase(Locale.ROOT).endsWith(candidate))
                    .findFirst()
                    .orElseThrow();
            String owner = name.substring(name.length() - zone.length());
            Answers.assertAnswer(asker.ask(name, type), expected, owner, options.ttlSeconds());
        }
    }

    private static String load(String path) {
        try (InputStream in = CaseFile.class.getResourceAsStream("/cases/" + path)) {
            return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
