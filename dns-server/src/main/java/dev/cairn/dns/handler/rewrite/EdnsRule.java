// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.rewrite;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.EdnsOption;
import java.util.Locale;

/** Sets or removes an EDNS option of the request. */
record EdnsRule(Action action, int code, EdnsValue value) implements Rule {
    /** What is done, depending on whether the request has the option. */
    enum Action {
        /** Added, or given the value. */
        SET(true, true),
        /** Added where it is missing. */
        APPEND(true, false),
        /** Given the value where it is there. */
        REPLACE(false, true),
        /** Removed. */
        UNSET(false, false);

        private final boolean adds;
        private final boolean changes;

        Action(boolean adds, boolean changes) {
            this.adds = adds;
            this.changes = changes;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public boolean concerns(DomainName zone) {
        return true;
    }

    @Override
    public boolean apply(Rewriting rewriting) {
        if (action == Action.UNSET) {
            rewriting.removeOption(code);
            return true;
        }
        boolean present = rewriting.options().stream().anyMatch(option -> option.code() == code);
        if (present ? !action.changes : !action.adds) {
            return false;
        }
        rewriting.putOption(new EdnsOption(code, value.of(rewriting)));
        return true;
    }
}
