// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.multisocket;

import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Numbers;
import dev.cairn.dns.config.Problems;

/**
 * The directive {@code multisocket}.
 *
 * <p><b>Immutable.</b>
 *
 * @param sockets for each local address, 1 to 1024; the number of processors unless given
 */
public record MultisocketConfig(int sockets) {
    private static final int MAX_SOCKETS = 1024;

    /** Reads the directive; what is wrong is added to the problems. */
    public static MultisocketConfig parse(Directive directive, Problems problems) {
        directive.rejectOptions(problems);
        int processors = Runtime.getRuntime().availableProcessors();
        if (!directive.hasArguments(0, 1, problems) || directive.arguments().isEmpty()) {
            return new MultisocketConfig(processors);
        }
        return new MultisocketConfig(
                Numbers.parse(directive, 1, MAX_SOCKETS, problems).orElse(processors));
    }
}
