// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.reload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.config.Problems;
import dev.cairn.dns.handler.Blocks;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReloadConfigTest {
    @ParameterizedTest
    @CsvSource({
        "reload, 30s, 15s",
        "reload 2s 0s, 2s, 0s",
        "reload 1m, 60s, 15s",
        "reload 10s 9s, 10s, 5s",
        "reload 2s 1s, 2s, 1s",
    })
    void readsIntervalAndJitter(String line, String interval, String jitter) {
        Problems problems = new Problems();

        ReloadConfig config = ReloadConfig.parse(Blocks.first(Blocks.block(line)), problems);

        assertThat(problems.toList()).isEmpty();
        assertThat(config).isEqualTo(new ReloadConfig(Duration.parse("PT" + interval), Duration.parse("PT" + jitter)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reload 1s           | the interval is 2s at least",
                "reload 30s 500ms    | the jitter is 0s, or 1s at least",
                "reload soon         | \"soon\" is not a duration",
                "reload 30s 15s 1s   | reload takes 0 to 2 arguments, not 3",
                "reload { jitter 5s } | reload has no options",
            })
    void tellsWhatIsWrong(String line, String problem) {
        Problems problems = new Problems();
        String lines = line.replace("{", "{\n").replace("}", "\n}");

        ReloadConfig.parse(Blocks.first(Blocks.block(lines)), problems);

        assertThat(problems.toList())
                .singleElement()
                .satisfies(found -> assertThat(found.message()).contains(problem));
    }

    @Test
    void drawsTheTimeBetweenLooksAroundTheInterval() {
        Random random = new Random(7);
        ReloadConfig config = new ReloadConfig(Duration.ofSeconds(30), Duration.ofSeconds(10));

        assertThat(Stream.generate(() -> config.drawn(random).toMillis()).limit(1000))
                .allMatch(millis -> millis >= 25_000 && millis < 35_000)
                .anyMatch(millis -> millis < 27_000)
                .anyMatch(millis -> millis > 33_000);
    }
}
