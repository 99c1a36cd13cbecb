// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.bufsize;

import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Numbers;
import dev.cairn.dns.config.Problems;

/**
 * The directive {@code bufsize}.
 *
 * <p><b>Immutable.</b>
 *
 * @param maxBytes octets of the longest datagram, 512 to 4096; 1232 unless given
 */
public record BufsizeConfig(int maxBytes) {

    private static final int DEFAULT_BYTES = 1232;
    private static final int LEAST_BYTES = 512;
    private static final int MOST_BYTES = 4096;

    /** Reads the directive; what is wrong is added to the problems. */
    public static BufsizeConfig parse(Directive directive, Problems problems) {
        directive.rejectOptions(problems);
        if (!directive.hasArguments(0, 1, problems) || directive.arguments().isEmpty()) {
            return new BufsizeConfig(DEFAULT_BYTES);
        }
        return new BufsizeConfig(
                Numbers.parse(directive, LEAST_BYTES, MOST_BYTES, problems).orElse(DEFAULT_BYTES));
    }
}
