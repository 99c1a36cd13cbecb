// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.loadbalance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.config.Problems;
import dev.cairn.dns.handler.Blocks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadbalanceConfigTest {
    private final Problems problems = new Problems();

    @ParameterizedTest
    @ValueSource(strings = {"loadbalance", "loadbalance round_robin"})
    void takesRoundRobin(String line) {
        LoadbalanceConfig.parse(Blocks.first(Blocks.block(line)), problems);
        assertThat(problems.toList()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loadbalance roundrobin",
                "loadbalance weighted /etc/weights",
                "loadbalance round_robin twice",
                "loadbalance {\n reload 5s\n}"
            })
    void refusesWhatItDoesNotOffer(String line) {
        LoadbalanceConfig.parse(Blocks.first(Blocks.block(line)), problems);
        assertThat(problems.toList()).hasSize(1);
    }
}
