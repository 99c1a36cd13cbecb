// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.config.HostPort;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.handler.Blocks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusConfigTest {
    private final Problems problems = new Problems();

    private PrometheusConfig parse(String line) {
        return PrometheusConfig.parse(Blocks.first(Blocks.block(line)), problems);
    }

    @Test
    void servesAtLoopbackUnlessToldOtherwise() {
        assertThat(parse("prometheus")).isEqualTo(new PrometheusConfig(new HostPort("localhost", 9153), false));
        assertThat(parse("prometheus :9253 {\n runtime_metrics\n}"))
                .isEqualTo(new PrometheusConfig(new HostPort("", 9253), true));
        assertThat(problems.toList()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prometheus 9153                      | \"9153\" is not an address and port",
                "prometheus {@ runtime_metric @}      | did you mean \"runtime_metrics\"?",
                "prometheus {@ runtime_metrics all @} | runtime_metrics takes no argument, not 1",
                "prometheus {@ tls web.yaml @}        | prometheus: tls is not offered",
            })
    void tellsWhatIsWrong(String line, String problem) {
        parse(line.replace('@', '\n'));

        assertThat(problems.toList()).singleElement().asString().contains(problem);
    }
}
