// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.acl;

import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.ServerBlock;
import dev.cairn.dns.config.Zones;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.QuestionReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One directive {@code acl [ZONES...]}: policies for the questions of some zones, of which the first that matches decides.
 *
 * <p><b>Immutable.</b>
 */
public final class AclConfig {

    private final DomainName[] zones; // the longest first
    private final AclPolicy[] policies;

    private AclConfig(List<DomainName> zones, List<AclPolicy> policies) {
        this.zones = zones.stream()
                .sorted(Comparator.comparingInt(DomainName::labelCount).reversed())
                .toArray(DomainName[]::new);
        this.policies = policies.toArray(AclPolicy[]::new);
    }

    /** Reads the directive; what is wrong is added to the problems. */
    public static AclConfig parse(Directive directive, ServerBlock block, Problems problems) {
        List<DomainName> zones = Zones.ofArgumentsOrBlock(directive, block, problems).stream()
                .map(DomainName::parse)
                .toList();
        List<AclPolicy> policies = new ArrayList<>();
        for (Directive line : directive.options()) {
            AclAction.of(line.name())
                    .ifPresentOrElse(
                            action -> policies.add(AclPolicy.parse(action, line, problems)),
                            () -> problems.addUnknown(
                                    line.position(), "action of acl", line.name(), AclAction.words()));
        }
        return new AclConfig(zones, policies);
    }

    /** The longest of its zones that the question falls into; null if it falls into none. */
    @Nullable
    DomainName zoneOf(QuestionReader question) {
        for (DomainName zone : zones) {
            if (question.isIn(zone)) {
                return zone;
            }
        }
        return null;
    }

    /** What to do with a question in its zones; null if no policy is for it. */
    @Nullable
    AclAction actionFor(int type, byte[] client) {
        for (AclPolicy policy : policies) {
            if (policy.matches(type, client)) {
                return policy.action();
            }
        }
        return null;
    }
}
