// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.acl;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What happens to a question that a policy matches. */
enum AclAction {
    /** It goes on, and no further rule is looked at. */
    ALLOW,
    /** REFUSED. */
    BLOCK,
    /** NOERROR without a record. */
    FILTER,
    /** No response at all. */
    DROP;

    /** The action of a word in any letter case. */
    static Optional<AclAction> of(String word) {
        return Arrays.stream(values())
                .filter(action -> action.name().equalsIgnoreCase(word))
                .findFirst();
    }

    /** All words. */
    static List<String> words() {
        return Arrays.stream(values())
                .map(action -> action.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
