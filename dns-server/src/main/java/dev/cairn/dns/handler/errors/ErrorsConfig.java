// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.errors;

import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Problems;
import java.util.ArrayList;
import java.util.List;

/**
 * The directive {@code errors}.
 *
 * <p><b>Immutable.</b>
 *
 * @param stacktrace whether the stack is logged too
 * @param consolidations which failures are counted before they are logged; the first that matches does it
 */
public record ErrorsConfig(boolean stacktrace, List<Consolidation> consolidations) {
    private static final List<String> OPTIONS = List.of("stacktrace", "consolidate");
    private static final String STDOUT = "stdout";

    /** Copies the list. */
    public ErrorsConfig {
        consolidations = List.copyOf(consolidations);
    }

    /** Reads the directive; what is wrong is added to the problems. */
    public static ErrorsConfig parse(Directive directive, Problems problems) {
        if (!directive.arguments().equals(List.of(STDOUT))) {
            directive.hasArguments(0, 0, problems);
        }
        boolean stacktrace = false;
        List<Consolidation> consolidations = new ArrayList<>();
        for (Directive option : directive.options()) {
            switch (option.name()) {
                case "stacktrace" -> stacktrace = option.hasArguments(0, 0, problems);
                case "consolidate" -> Consolidation.parse(option, problems).ifPresent(consolidations::add);
                default -> problems.addUnknown(option.position(), "option of errors", option.name(), OPTIONS);
            }
        }
        return new ErrorsConfig(stacktrace, consolidations);
    }
}
