// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.prometheus;

import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.HostPort;
import dev.cairn.dns.config.Problems;

/**
 * The directive {@code prometheus}.
 *
 * <p><b>Immutable.</b>
 *
 * @param address where {@code /metrics} is served; {@code localhost:9153} unless given
 */
public record PrometheusConfig(HostPort address) {

    private static final HostPort DEFAULT_ADDRESS = new HostPort("localhost", 9153);

    /** Reads the directive; what is wrong is added to the problems. */
    public static PrometheusConfig parse(Directive directive, Problems problems) {
        directive.hasArguments(0, 1, problems);
        directive.rejectOptions(problems);
        return new PrometheusConfig(directive.arguments().stream()
                .findFirst()
                .flatMap(word -> HostPort.parse(word, directive.position(), problems))
                .orElse(DEFAULT_ADDRESS));
    }
}
