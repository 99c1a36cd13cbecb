// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import java.util.Locale;

/** Differences that are meant for one reason. {@code docs/conformance.md} has a row for each. */
interface DifferenceClass {
    /** The name of the constant. */
    String name();

    /** What makes our answer right. */
    String clause();

    /** How the document and the report call it. */
    default String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
