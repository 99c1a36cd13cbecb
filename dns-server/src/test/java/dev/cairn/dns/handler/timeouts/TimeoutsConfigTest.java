// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.timeouts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.config.Problems;
import dev.cairn.dns.handler.Blocks;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeoutsConfigTest {
    private final Problems problems = new Problems();

    @Test
    void readsItsOptions() {
        assertThat(parse("timeouts {\n read 15s\n write 30\n idle 1m\n maxtcpqueries 128\n}"))
                .isEqualTo(new TimeoutsConfig(
                        Optional.of(Duration.ofSeconds(15)),
                        Optional.of(Duration.ofSeconds(30)),
                        Optional.of(Duration.ofMinutes(1)),
                        OptionalInt.of(128)));
        assertThat(parse("timeouts {\n maxtcpqueries -1\n}"))
                .isEqualTo(new TimeoutsConfig(Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.of(0)));
        assertThat(problems.toList()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timeouts                         | timeouts needs an option: read, write, idle, maxtcpqueries",
                "timeouts 5s {~ read 5s~}         | timeouts takes no argument, not 1",
                "timeouts {~ read 999ms~}         | read must be 1s to 24h, not 999ms",
                "timeouts {~ idle 25h~}           | idle must be 1s to 24h, not 25h",
                "timeouts {~ write~}              | write takes one argument, not 0",
                "timeouts {~ write slow~}         | \"slow\" is not a duration",
                "timeouts {~ maxtcpqueries 0~}    | maxtcpqueries must be 1 to 999999999, not \"0\"",
                "timeouts {~ maxtcpqueries -2~}   | maxtcpqueries must be 1 to 999999999, not \"-2\"",
                "timeouts {~ reed 5s~}            | unknown option of timeouts \"reed\": did you mean \"read\"?"
            })
    void saysWhatIsWrong(String lines, String problem) {
        parse(lines.replace('~', '\n'));

        assertThat(problems.toList()).singleElement().asString().contains(problem);
    }

    private TimeoutsConfig parse(String lines) {
        return TimeoutsConfig.parse(Blocks.first(Blocks.block(lines)), problems);
    }
}
