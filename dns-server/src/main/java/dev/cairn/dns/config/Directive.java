// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import java.util.List;

/**
 * A line of a server block with the options in its braces, each of which is a directive itself.
 *
 * <p><b>Immutable.</b>
 *
 * @param options empty if there are no braces
 */
public record Directive(String name, List<String> arguments, List<Directive> options, Position position) {

    /** Copies the lists. */
    public Directive {
        arguments = List.copyOf(arguments);
        options = List.copyOf(options);
    }

    /** Adds a problem unless the number of arguments lies between two bounds, both allowed. */
    public boolean hasArguments(int least, int most, Problems problems) {
        int given = arguments.size();
        if (given >= least && given <= most) {
            return true;
        }
        String wanted = least == most
                ? count(least)
                : most == Integer.MAX_VALUE ? count(least) + " or more" : least + " to " + count(most);
        problems.add(position, name + " takes " + wanted + ", not " + given);
        return false;
    }

    private static String count(int arguments) {
        return arguments == 0 ? "no argument" : arguments == 1 ? "one argument" : arguments + " arguments";
    }

    /** Adds a problem for each option, for a directive that has none. */
    public void rejectOptions(Problems problems) {
        for (Directive option : options) {
            problems.add(option.position, name + " has no options, so " + Quoted.of(option.name) + " is unknown");
        }
    }
}
