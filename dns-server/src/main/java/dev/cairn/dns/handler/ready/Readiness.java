// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.ready;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Which directives cannot answer yet.
 *
 * <p><b>Thread-safe.</b>
 */
public final class Readiness {

    private final boolean continuously;
    private final List<Check> checks;
    private final Set<Check> readyOnce = ConcurrentHashMap.newKeySet();

    /** Whether a directive can answer. */
    public enum State {
        /** It cannot. */
        NOT_READY,
        /** It can, for some time: it is asked again in any case. */
        READY_FOR_NOW,
        /** It can. */
        READY
    }

    /** A directive, and its state now. */
    public record Check(String directive, Supplier<State> state) {}

    /**
     * Readiness by these checks.
     *
     * @param continuously whether a directive that was ready once is asked again
     */
    public Readiness(boolean continuously, List<Check> checks) {
        this.continuously = continuously;
        this.checks = List.copyOf(checks);
    }

    /** The directives that cannot answer, each once; empty when all can. */
    public List<String> notReady() {
        List<String> names = new ArrayList<>();
        for (Check check : checks) {
            if (!isReady(check) && !names.contains(check.directive)) {
                names.add(check.directive);
            }
        }
        return names;
    }

    private boolean isReady(Check check) {
        if (!continuously && readyOnce.contains(check)) {
            return true;
        }
        State state = check.state.get();
        if (state == State.READY) {
            readyOnce.add(check);
        }
        return state != State.NOT_READY;
    }
}
