// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.prometheus;

import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.HostPort;
import dev.cairn.dns.config.Problems;
import java.util.List;

/**
 * The directive {@code prometheus}.
 *
 * <p><b>Immutable.</b>
 *
 * @param address where {@code /metrics} is served; {@code localhost:9153} unless given
 * @param runtimeMetrics whether all that the run time tells of itself is shown, too
 */
public record PrometheusConfig(HostPort address, boolean runtimeMetrics) {

    private static final HostPort DEFAULT_ADDRESS = new HostPort("localhost", 9153);
    private static final List<String> OPTIONS = List.of("runtime_metrics");

    /** Reads the directive; what is wrong is added to the problems. */
    public static PrometheusConfig parse(Directive directive, Problems problems) {
        directive.hasArguments(0, 1, problems);
        boolean runtimeMetrics = false;
        for (Directive option : directive.options()) {
            option.rejectOptions(problems);
            switch (option.name()) {
                case "runtime_metrics" -> runtimeMetrics = option.hasArguments(0, 0, problems);
                case "tls" ->
                    problems.add(
                            option.position(),
                            "prometheus: tls is not offered; serve it at a loopback address behind a proxy that has a certificate");
                default -> problems.addUnknown(option.position(), "option of prometheus", option.name(), OPTIONS);
            }
        }
        HostPort address = directive.arguments().stream()
                .findFirst()
                .flatMap(word -> HostPort.parse(word, directive.position(), problems))
                .orElse(DEFAULT_ADDRESS);
        return new PrometheusConfig(address, runtimeMetrics);
    }
}
