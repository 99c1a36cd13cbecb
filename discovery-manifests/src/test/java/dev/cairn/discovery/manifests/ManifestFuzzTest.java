// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is done to a manifest, the worst that comes of it is a list of problems. */
class ManifestFuzzTest {
    private static final long SEED = 20_261_101;
    private static final int ROUNDS = 1_500;
    private static final List<String> TOKENS = List.of(
            "&a ",
            "*a",
            "<<: *a",
            "!!merge ",
            "!!int ",
            "null",
            "~",
            "[]",
            "{}",
            "\"\"",
            "''",
            "-1",
            "0",
            "99999999999999999999",
            "1e9",
            "yes",
            "None",
            "a.b",
            "a/b",
            "A_b",
            "::1",
            "10.96.0.1",
            "fd00::1",
            "List",
            "---\n",
            "...\n",
            "- ",
            ": ",
            "\t",
            "\u0000",
            "\uD800",
            "\uFEFF",
            "%YAML 9.9\n",
            "|\n",
            ">-\n",
            "? ",
            "#",
            "{{ x }}",
            "100000");

    @Test
    void nothingEscapesButProblems() throws IOException {
        List<String> lines = List.of(read("everything.yaml").split("\n"));
        assertThat(new Fixture().problems(String.join("\n", lines))).isEmpty();
        Random random = new Random(SEED);
        int withProblems = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = mutate(lines, random);
            try {
                withProblems += new Fixture().problems(text).isEmpty() ? 0 : 1;
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                fail("seed " + SEED + " round " + round + ":\n" + text, e);
            }
        }
        assertThat(withProblems).isBetween(ROUNDS / 4, ROUNDS - 1);
    }

    private static String mutate(List<String> original, Random random) {
        List<String> lines = new ArrayList<>(original);
        for (int change = random.nextInt(4); change >= 0; change--) {
            int at = random.nextInt(lines.size());
            String line = lines.get(at);
            int column = random.nextInt(line.length() + 1);
            switch (random.nextInt(8)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
                case 2 -> lines.set(at, line.substring(column));
                case 3 -> lines.set(at, line.substring(0, column) + pick(random) + line.substring(column));
                case 4 -> lines.set(at, line.replaceFirst(": .*", ": " + pick(random)));
                case 5 -> lines.set(at, "  ".repeat(random.nextInt(4)) + line.strip());
                case 6 ->
                    lines.set(at, line.substring(0, column) + (char) random.nextInt(0x300) + line.substring(column));
                default ->
                    lines.set(
                            at,
                            line.replaceFirst(
                                    "^( *(- )?)",
                                    "$1" + pick(random).replace("\\", "").replace("$", "")));
            }
            if (lines.isEmpty()) {
                lines.add("");
            }
        }
        return String.join("\n", lines);
    }

    private static String pick(Random random) {
        return TOKENS.get(random.nextInt(TOKENS.size()));
    }

    private static String read(String name) throws IOException {
        try (InputStream in = ManifestFuzzTest.class.getResourceAsStream("/manifests/" + name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
