// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading any text ends soon and throws nothing. */
class CorefileFuzzTest {

    private static final long SEED = 20_260_711L;
    private static final int TEXTS = 20_000;
    private static final String[] PIECES = {
        "{",
        "}",
        "\n",
        " ",
        "\"",
        "\\",
        "#",
        "import ",
        "import a\n",
        "(a) {\n",
        "{$",
        "{$HOME}",
        "{%",
        "%}",
        "{args[0]}",
        ".",
        ":",
        "10.0.0.0/9",
        "::/3",
        "dns://",
        ",",
        "bind 127.0.0.1\n",
        "*",
        "\u0000",
        "\uD800",
        "\uFEFF",
        "errors\n"
    };
    private static final String SEED_TEXT = """
            (a) {
                errors {args[0]}
                health {
                    lameduck 5s
                }
            }
            .:53, cluster.local 10.96.0.0/12:1053 {
                import a "x y"
                kubernetes {$ZONE:cluster.local} in-addr.arpa {
                    fallthrough in-addr.arpa
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void readsMutatedTextsWithoutAnException() {
        SplittableRandom random = new SplittableRandom(SEED);
        int clean = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = mutate(random);
            Problems problems = new Problems();
            try {
                Corefile.read(text, folder + "/Corefile", Map.of("HOME", "{"), 53, problems);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + SEED + ", text " + i + ": " + text, e);
            }
            clean += problems.isEmpty() ? 1 : 0;
        }
        // Both kinds must be among them, or the texts test nothing.
        assertThat(clean).isBetween(TEXTS / 100, TEXTS - TEXTS / 100);
    }

    private static String mutate(SplittableRandom random) {
        StringBuilder text = new StringBuilder(SEED_TEXT);
        for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + random.nextInt(20));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 2 -> text.setCharAt(at, (char) random.nextInt(0x80));
                default -> text.insert(random.nextInt(text.length()), text.substring(at, to));
            }
            if (text.length() == 0) {
                text.append('.');
            }
        }
        return text.toString();
    }
}
