// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.errors;

import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Problems;
import java.util.List;

/**
 * The directive {@code errors}.
 *
 * <p><b>Immutable.</b>
 *
 * @param stacktrace whether the stack is logged too
 */
public record ErrorsConfig(boolean stacktrace) {
    /** Reads the directive; what is wrong is added to the problems. */
    public static ErrorsConfig parse(Directive directive, Problems problems) {
        directive.hasArguments(0, 0, problems);
        boolean stacktrace = false;
        for (Directive option : directive.options()) {
            switch (option.name()) {
                case "stacktrace" -> stacktrace = option.hasArguments(0, 0, problems);
                case "consolidate" ->
                    problems.add(
                            option.position(),
                            "errors: consolidate is not offered yet; each kind of error is logged once a second at most");
                default ->
                    problems.addUnknown(option.position(), "option of errors", option.name(), List.of("stacktrace"));
            }
        }
        return new ErrorsConfig(stacktrace);
    }
}
