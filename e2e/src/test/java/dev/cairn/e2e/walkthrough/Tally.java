// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.walkthrough;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who answered how many calls: what {@code uniq -c} wrote. A call without an answer counts for the empty text. <b>Immutable.</b> */
record Tally(Map<String, Integer> calls) {
    private static final Pattern LINE = Pattern.compile("(?m)^ *(\\d+) (.*)$");

    Tally {
        calls = Map.copyOf(calls);
    }

    static Tally parse(String output) {
        Map<String, Integer> calls = new TreeMap<>();
        Matcher matcher = LINE.matcher(output);
        while (matcher.find()) {
            calls.put(matcher.group(2), Integer.valueOf(matcher.group(1)));
        }
        return new Tally(calls);
    }

    Set<String> answered() {
        return calls.keySet();
    }

    int total() {
        return calls.values().stream().mapToInt(Integer::intValue).sum();
    }
}
