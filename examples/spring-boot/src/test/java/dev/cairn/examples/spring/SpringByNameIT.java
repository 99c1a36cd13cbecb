// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpringByNameIT {
    @Test
    void callsByNameWhilePodsComeAndGo() throws Exception {
        PrintStream console = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        try {
            SpringByName.main(new String[0]);
        } finally {
            System.setOut(console);
        }
        List<String> lines = output.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("hello") || line.startsWith("the first pod"))
                .toList();
        assertThat(lines).hasSize(13).contains("the first pod is about to go");
        assertThat(lines.subList(9, 13)).containsOnly("hello from the second pod");
    }
}
