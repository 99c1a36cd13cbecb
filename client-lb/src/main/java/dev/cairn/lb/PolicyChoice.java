// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.discovery.SessionAffinity;
import dev.cairn.lb.internal.affinity.ClientAffinity;
import dev.cairn.lb.internal.source.ServiceRules;
import dev.cairn.lb.policy.Policy;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which policy a balancer picks by: the one that the user names; else what the Service asks for with {@code sessionAffinity: ClientIP};
 * else the default. <b>Confined to</b> the thread that rebuilds, but for {@link #current()}.
 */
final class PolicyChoice {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyChoice.class);

    private final Policy usual;
    private final boolean heedsService;
    private final long identity;
    private final LongSupplier nanoClock;
    private volatile Policy current;
    private Duration affinityTimeout = Duration.ZERO; // of the current policy; zero for none

    private PolicyChoice(Policy usual, boolean heedsService, long identity, LongSupplier nanoClock) {
        this.usual = usual;
        this.heedsService = heedsService;
        this.identity = identity;
        this.nanoClock = nanoClock;
        current = usual;
    }

    /** This policy, whatever the Service says. */
    static PolicyChoice always(Policy policy) {
        return new PolicyChoice(policy, false, 0, System::nanoTime);
    }

    /** This policy, unless the Service wants each client, of which this one has that identity, to stay at one endpoint. */
    static PolicyChoice byDefault(Policy policy, long identity, LongSupplier nanoClock) {
        return new PolicyChoice(policy, true, identity, nanoClock);
    }

    /** The policy under these rules; the same object as before while the rules stay. */
    Policy under(ServiceRules rules, Target target) {
        if (!heedsService) {
            return usual;
        }
        boolean isSticky = rules.sessionAffinity() == SessionAffinity.CLIENT_IP;
        Duration timeout = isSticky ? rules.sessionAffinityTimeout() : Duration.ZERO;
        if (!timeout.equals(affinityTimeout)) {
            affinityTimeout = timeout;
            current = isSticky ? new ClientAffinity(identity, timeout, nanoClock) : usual;
            LOG.info(
                    "{}: sessionAffinity is {}, so calls go by {}",
                    target,
                    isSticky ? "ClientIP, for " + timeout : "None",
                    current.name());
        }
        return current;
    }

    /** The policy in use. */
    Policy current() {
        return current;
    }
}
