// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.walkthrough;

import java.util.Locale;

/** Where the commands of a block are typed: the word after {@code sh} at its fence, in small letters. */
enum Place {
    /** The shell of somebody who may do everything; the fence has no such word. */
    SHELL,
    /** A shell in a pod of the namespace {@code default}. */
    POD,
    /** A shell on a host that is no node. */
    OUTSIDE;

    static Place of(String word) {
        return word.isEmpty() ? SHELL : valueOf(word.toUpperCase(Locale.ROOT));
    }
}
