// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    private static final Position HERE = new Position("Corefile", 1);

    @ParameterizedTest
    @CsvSource({
        "5s, PT5S",
        "1m30s, PT1M30S",
        "1.5h, PT1H30M",
        "500ms, PT0.5S",
        "0, PT0S",
        "0s, PT0S",
        ".5s, PT0.5S",
        "2us, PT0.000002S"
    })
    void readsNumbersWithUnits(String word, Duration duration) {
        assertThat(Durations.parse(word, HERE, new Problems())).contains(duration);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT0.000000001S, 1ns",
        "PT0.0000015S, 1.5µs",
        "PT0.5S, 500ms",
        "PT1.5S, 1.5s",
        "PT30S, 30s",
        "PT5M, 5m0s",
        "PT1H30M, 1h30m0s",
        "PT25H0.25S, 25h0m0.25s"
    })
    void writesThemAsCoreDnsDoes(Duration duration, String text) {
        assertThat(Durations.format(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-5s", "5 s", "5s3", "5x", "999999999h", "1e9s"})
    void saysWhatADurationLooksLike(String word) {
        Problems problems = new Problems();

        assertThat(Durations.parse(word, HERE, problems)).isEmpty();
        assertThat(problems.toList()).hasSize(1);
        assertThat(problems.toList().get(0).message()).contains("is not a duration");
    }
}
