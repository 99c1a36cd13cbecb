// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.autopath;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.config.Problem;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.ServerBlock;
import dev.cairn.dns.handler.Blocks;
import dev.cairn.dns.wire.DomainName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutopathConfigTest {
    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    private AutopathConfig parse(String line) {
        ServerBlock block = Blocks.block(line);
        return AutopathConfig.parse(Blocks.first(block), block, folder.resolve("resolv.conf"), problems);
    }

    private static List<DomainName> names(String... names) {
        return Arrays.stream(names).map(DomainName::parse).toList();
    }

    @Test
    void readsTheLastSearchLineOfAFile() throws IOException {
        Path file = folder.resolve("own.conf");
        Files.writeString(file, "domain first.test\n# search no.test\nnameserver 10.0.0.1\nsearch a.test  b.test\n");

        assertThat(parse("autopath a.test " + file))
                .isEqualTo(new AutopathConfig(names("a.test."), false, names("a.test.", "b.test.")));
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void takesTheZonesOfTheBlockAndTheServersOwnSearchListForPods() throws IOException {
        assertThat(parse("autopath @kubernetes"))
                .isEqualTo(new AutopathConfig(names("cluster.local.", "example.org."), true, List.of()));
        Files.writeString(folder.resolve("resolv.conf"), "search corp.test\n");
        assertThat(parse("autopath @kubernetes").domains()).isEqualTo(names("corp.test."));
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void tellsWhatIsWrong() throws IOException {
        Path bad = folder.resolve("bad.conf");
        Files.writeString(bad, "search a..b\n");
        parse("autopath");
        parse("autopath a..b " + bad);
        parse("autopath /not/there");
        parse("autopath @kubernets");
        parse("autopath @kubernetes {\nx\n}");

        assertThat(problems.toList().stream().map(Problem::message))
                .anyMatch(message -> message.contains("autopath takes one argument or more"))
                .anyMatch(message -> message.contains("\"a..b\" is not a zone"))
                .anyMatch(message -> message.contains("bad.conf: name \"a..b\" has an empty label"))
                .anyMatch(message -> message.contains("/not/there cannot be read"))
                .anyMatch(message -> message.contains("did you mean \"@kubernetes\"?"))
                .anyMatch(message -> message.contains("autopath has no options"));
    }
}
