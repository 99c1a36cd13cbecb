// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.loop;

import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Problems;

/**
 * The directive {@code loop}, which has neither arguments nor options.
 *
 * <p><b>Immutable.</b>
 */
public record LoopConfig() {

    /** Reads the directive; what is wrong is added to the problems. */
    public static LoopConfig parse(Directive directive, Problems problems) {
        directive.hasArguments(0, 0, problems);
        directive.rejectOptions(problems);
        return new LoopConfig();
    }
}
