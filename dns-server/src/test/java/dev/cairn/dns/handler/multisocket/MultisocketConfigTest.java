// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.multisocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.config.Problems;
import dev.cairn.dns.handler.Blocks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultisocketConfigTest {
    private final Problems problems = new Problems();

    @Test
    void takesANumberOrThatOfTheProcessors() {
        assertThat(parse("multisocket 5")).isEqualTo(new MultisocketConfig(5));
        assertThat(parse("multisocket").sockets())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(problems.toList()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"multisocket 0", "multisocket 1025", "multisocket many", "multisocket 1 2"})
    void refusesOtherNumbers(String line) {
        parse(line);

        assertThat(problems.toList()).singleElement().asString().contains("Corefile:2: multisocket");
    }

    private MultisocketConfig parse(String line) {
        return MultisocketConfig.parse(Blocks.first(Blocks.block(line)), problems);
    }
}
