// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said about a Corefile that cannot be used. */
class CorefileProblemsTest {

    private static final Set<String> OFFERED =
            Set.of("bind", "errors", "health", "kubernetes", "loadbalance", "log", "prometheus", "ready");

    /** A text and what is wrong in it, as {@code line: message}. */
    record Case(String name, String text, List<String> problems) {
        Case(String name, String text, String... problems) {
            this(name, text, List.of(problems));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case("empty", "# nothing\n", "there is no server block: write at least \".:53 { ... }\""),
                new Case("a brace that is never closed", ".:53 {\n errors\n", "1: \"{\" is never closed"),
                new Case(
                        "the inner brace is guessed by indentation",
                        ".:53 {\n    health {\n        lameduck 5s\n    errors\n}\n",
                        "2: \"{\" is never closed"),
                new Case("a brace that closes nothing", ". {\n}\n}\n", "3: \"}\" closes nothing"),
                new Case("words after a brace", ". {\n}  b {\n}\n", "2: \"}\" must be the last word of its line"),
                new Case("no space before the brace", ".{\n}", "1: put a space before \"{\""),
                new Case(
                        "no zone",
                        "{\n errors\n}\n",
                        "1: a server block needs a zone before its brace, such as \".:53\""),
                new Case("no name", ". {\n {\n }\n}\n", "2: a line must begin with the name of a directive or option"),
                new Case(
                        "an open quote",
                        ". {\n log \"abc\n}\n",
                        "1: \"{\" is never closed",
                        "2: a quote is opened here and never closed"),
                new Case(
                        "a label too long",
                        "a" + "b".repeat(63) + " {\n}",
                        "1: \"a" + "b".repeat(63) + "\" is not a zone: it has a label longer than 63 characters"),
                new Case("an empty label", "a..b {\n}", "1: \"a..b\" is not a zone: it has an empty label"),
                new Case("a port too large", ".:65536 {\n}", "1: port \"65536\" must be 0 to 65535"),
                new Case("no port", ".: {\n}", "1: key \".:\" ends in a colon: give a port or leave the colon out"),
                new Case("a range too long", "10.0.0.0/33 {\n}", "1: the prefix of \"10.0.0.0/33\" must be 0 to 32"),
                new Case("another transport", "tls://. {\n}", "1: transport tls:// is not offered yet; use dns://"),
                new Case(
                        "a mistyped transport",
                        "dnss://. {\n}",
                        "1: unknown transport \"dnss\": did you mean \"dns\"?"),
                new Case("twice in one block", ". .:53 {\n}", "1: dns://.:53 is named twice"),
                new Case(
                        "twice in two blocks",
                        "a. {\n}\n\nA {\n}",
                        "4: dns://a.:53 is already served by the block at Corefile:1"),
                new Case(
                        "one of two bound",
                        "a {\n bind 127.0.0.1\n}\na {\n}",
                        "4: dns://a.:53 is already served by the block at Corefile:1"),
                new Case("two bound apart", "a {\n bind 127.0.0.1\n}\na {\n bind 127.0.0.2\n}"),
                new Case("no import", ". {\n import\n}", "2: import needs the name of a snippet or the path of a file"),
                new Case("no such file", "import nowhere.conf", "1: file \"nowhere.conf\" does not exist"),
                new Case(
                        "no such snippet",
                        "(common) {\n}\n. {\n import comon\n}",
                        "4: unknown snippet or file \"comon\": did you mean \"common\"?"),
                new Case("a snippet twice", "(a) {\n}\n(a) {\n}\n. {\n}", "3: snippet \"a\" is defined twice"),
                new Case(
                        "a snippet in itself",
                        "(a) {\n import b\n}\n(b) {\n import a\n}\n. {\n import a\n}",
                        "5: snippet \"a\" imports itself"),
                new Case(
                        "an argument that isn't given",
                        "(a) {\n log {args[1]}\n}\n. {\n import a x\n}",
                        "5: the snippet uses {args[1]}, but the import gives 1"),
                new Case(
                        "arguments for a file",
                        ". {\n import some.file x\n}",
                        "2: arguments can be given to a snippet only, and there is none named \"some.file\""),
                new Case(
                        "wildcards in a folder",
                        ". {\n import */x\n}",
                        "2: wildcards may stand in the last part of a path only"),
                new Case("a bad pattern", ". {\n import [*\n}", "2: not a pattern of file names: \"[*\""),
                new Case(
                        "too deep",
                        ". " + "{\na ".repeat(40) + "}\n".repeat(40),
                        "17: blocks are nested more than 16 deep"),
                new Case(
                        "unknown directives, all of them",
                        ". {\n kuberntes\n\n erors\n frobnicate\n}",
                        "2: unknown directive \"kuberntes\": did you mean \"kubernetes\"?",
                        "4: unknown directive \"erors\": did you mean \"errors\"?",
                        "5: unknown directive \"frobnicate\": known are root, metadata, "),
                new Case(
                        "mistyped, and not offered either",
                        ". {\n forwrd . 1.1.1.1\n dnsec\n}",
                        "2: unknown directive \"forwrd\": did you mean \"forward\"?",
                        "3: unknown directive \"dnsec\": did you mean \"dnssec\"?"),
                new Case(
                        "known to CoreDNS, each with what to use instead",
                        ". {\n view v\n pprof\n proxy . 1.1.1.1\n grpc . 1.1.1.1\n}",
                        "2: directive \"view\" of CoreDNS is not offered: give each view a server block of its own",
                        "3: directive \"pprof\" of CoreDNS is not offered: take the line out and use the JDK's jcmd",
                        "4: directive \"proxy\" of CoreDNS is not offered: it is gone from CoreDNS too: use forward",
                        "5: directive \"grpc\" of CoreDNS is not offered: forward over DNS or TLS"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void tellsEachProblemWithItsLine(Case row) {
        List<Problem> problems = problems(row.text);

        assertThat(problems).hasSameSizeAs(row.problems);
        for (int i = 0; i < problems.size(); i++) {
            String position = row.problems.get(i).matches("\\d+: .*") ? "Corefile:" : "Corefile: ";
            assertThat(problems.get(i).toString()).startsWith(position + row.problems.get(i));
        }
    }

    @Test
    void anImportThatGrowsExponentiallyEnds() {
        StringBuilder text = new StringBuilder("(s0) {\n errors\n}\n");
        for (int i = 1; i < 40; i++) {
            text.append("(s%d) {\n import s%d\n import s%d\n}\n".formatted(i, i - 1, i - 1));
        }

        assertThat(problems(text + ". {\n import s39\n}\n"))
                .extracting(Problem::message)
                .contains("more than 1000 imports");
    }

    @Test
    void keepsABoundedNumberOfProblems() {
        String unknown = Arrays.stream(new int[500]).mapToObj(i -> " unknown\n").reduce("", String::concat);

        List<Problem> problems = problems(". {\n" + unknown + "}");

        assertThat(problems).hasSize(101);
        assertThat(problems.get(100).message()).isEqualTo("and 400 more problems");
    }

    private static List<Problem> problems(String text) {
        Problems problems = new Problems();
        List<ServerBlock> blocks = Corefile.read(text, "Corefile", Map.of(), 53, problems);
        DirectiveNames.check(blocks, OFFERED, problems);
        return problems.toList();
    }
}
