// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import java.util.OptionalInt;

/**
 * Whole numbers as they are written in a Corefile.
 *
 * <p><b>Thread-safe.</b>
 */
public final class Numbers {

    private Numbers() {}

    /**
     * The number that is the first argument of a directive or option; empty, with a problem added, if there is none or it does
     * not lie between two bounds, both allowed.
     */
    public static OptionalInt parse(Directive line, int least, int most, Problems problems) {
        String word = line.arguments().isEmpty() ? "" : line.arguments().get(0);
        if (word.matches("-?\\d{1,9}")) {
            int number = Integer.parseInt(word);
            if (number >= least && number <= most) {
                return OptionalInt.of(number);
            }
        }
        problems.add(line.position(), line.name() + " must be " + least + " to " + most + ", not " + Quoted.of(word));
        return OptionalInt.empty();
    }
}
