// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.loadbalance;

import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Problems;
import java.util.List;

/** The directive {@code loadbalance}, of which the policy {@code round_robin} is offered. <b>Immutable.</b> */
public record LoadbalanceConfig() {
    private static final List<String> LATER = List.of("weighted", "prefer");

    /** Reads the directive; what is wrong is added to the problems. */
    public static LoadbalanceConfig parse(Directive directive, Problems problems) {
        directive.rejectOptions(problems);
        if (directive.arguments().isEmpty()) {
            return new LoadbalanceConfig();
        }
        String policy = directive.arguments().get(0);
        if (LATER.contains(policy)) {
            problems.add(directive.position(), "loadbalance: " + policy + " is not offered yet; use round_robin");
        } else if (!policy.equals("round_robin")) {
            problems.addUnknown(directive.position(), "policy of loadbalance", policy, List.of("round_robin"));
        } else {
            directive.hasArguments(0, 1, problems);
        }
        return new LoadbalanceConfig();
    }
}
