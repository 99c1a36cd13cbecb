// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.swap;

import java.util.Set;

/**
 * A name, and what may be said of it at any time.
 *
 * @param spoken as an application asks for it, which its resolver completes by its search list
 * @param absolute the whole name
 * @param right each right answer: its sorted addresses, with a space between
 */
record Known(String spoken, String absolute, Set<String> right) {}
