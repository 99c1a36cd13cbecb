// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.template;

import com.google.re2j.Matcher;

/**
 * A question that a template is for, as its texts see it.
 *
 * @param zone the longest zone of the template that the name is in
 * @param name in lower case, with a dot at the end
 * @param question the name as the client wrote it
 * @param match of the expression that fits
 * @param remote the client's address
 */
record Asked(String zone, String name, String question, String recordClass, String type, Matcher match, String remote) {
    /** A group by its number; empty if there is no such group, or it took no part. */
    String group(int number) {
        String group = number > match.groupCount() ? null : match.group(number);
        return group == null ? "" : group;
    }

    /** A group by its number, empty if it took no part; an {@link ArithmeticException} if there is no such group. */
    String match(int number) {
        if (number > match.groupCount()) {
            throw new ArithmeticException("there is no group " + number);
        }
        return group(number);
    }

    /** A group by its name; empty if there is no such group, or it took no part. */
    String group(String groupName) {
        Integer number = match.pattern().namedGroups().get(groupName);
        return number == null ? "" : group(number);
    }
}
