// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.rewrite;

import dev.cairn.dns.config.Position;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.wire.EdnsOptionCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Reads a rule of the field {@code edns0}. Confined to one thread. */
final class EdnsRuleReader {
    private static final List<String> OPTIONS = List.of("local", "nsid", "subnet");
    private static final int MAX_CODE = 0xFFFF;
    private static final EdnsValue EMPTY = EdnsValue.fixed(new byte[0]);

    private final Position position;
    private final Problems problems;

    private EdnsRuleReader(Position position, Problems problems) {
        this.position = position;
        this.problems = problems;
    }

    /** Reads the words after {@code edns0}; what is wrong is added to the problems. */
    static Optional<Rule> read(List<String> words, Position position, Problems problems) {
        return new EdnsRuleReader(position, problems).read(words);
    }

    private Optional<Rule> read(List<String> words) {
        if (words.size() < 2) {
            problems.add(
                    position, "rewrite edns0 takes an option and what to do with it, not " + words.size() + " words");
            return Optional.empty();
        }
        Optional<EdnsRule.Action> action = action(words.get(1));
        if (action.isEmpty()) {
            return Optional.empty();
        }
        boolean unset = action.get() == EdnsRule.Action.UNSET;
        List<String> values = words.subList(2, words.size());
        if (!unset && !values.isEmpty() && values.get(values.size() - 1).equals("revert")) {
            values = values.subList(0, values.size() - 1); // responses never have what a rule added
        }
        return switch (words.get(0)) {
            case "local" -> local(action.get(), values, unset);
            case "nsid" ->
                hasWords(values, 0, "nsid " + words.get(1))
                        ? Optional.of(new EdnsRule(action.get(), EdnsOptionCode.NSID, EMPTY))
                        : Optional.empty();
            case "subnet" -> subnet(action.get(), values, unset);
            default -> {
                problems.addUnknown(position, "option of rewrite edns0", words.get(0), OPTIONS);
                yield Optional.empty();
            }
        };
    }

    private Optional<EdnsRule.Action> action(String word) {
        for (EdnsRule.Action action : EdnsRule.Action.values()) {
            if (action.word().equals(NameText.fold(word))) {
                return Optional.of(action);
            }
        }
        List<String> known = Arrays.stream(EdnsRule.Action.values())
                .map(EdnsRule.Action::word)
                .toList();
        problems.addUnknown(position, "action of rewrite edns0", word, known);
        return Optional.empty();
    }

    private boolean hasWords(List<String> values, int wanted, String what) {
        if (values.size() == wanted) {
            return true;
        }
        problems.add(position, "rewrite edns0 " + what + " takes " + wanted + " words more, not " + values.size());
        return false;
    }

    private Optional<Rule> local(EdnsRule.Action action, List<String> values, boolean unset) {
        if (!hasWords(values, unset ? 1 : 2, "local " + action.word())) {
            return Optional.empty();
        }
        Optional<Integer> code = number(values.get(0), MAX_CODE, "code of an option");
        Optional<EdnsValue> value = unset ? Optional.of(EMPTY) : value(values.get(1));
        return code.flatMap(number -> value.map(octets -> new EdnsRule(action, number, octets)));
    }

    private Optional<EdnsValue> value(String word) {
        if (word.startsWith("{") && word.endsWith("}")) {
            EdnsValue variable = EdnsValue.VARIABLES.get(word);
            if (variable == null && word.contains("/")) {
                problems.add(
                        position,
                        "rewrite edns0: " + word + " is a label of metadata, which is not offered; known are "
                                + String.join(", ", EdnsValue.VARIABLES.keySet()));
            } else if (variable == null) {
                problems.addUnknown(position, "variable of rewrite edns0", word, EdnsValue.VARIABLES.keySet());
            }
            return Optional.ofNullable(variable);
        }
        if (!word.startsWith("0x")) {
            return Optional.of(EdnsValue.fixed(word.getBytes(StandardCharsets.UTF_8)));
        }
        try {
            return Optional.of(EdnsValue.fixed(HexFormat.of().parseHex(word.substring(2))));
        } catch (IllegalArgumentException e) {
            problems.add(position, "rewrite edns0: \"" + word + "\" is not 0x and pairs of hexadecimal digits");
            return Optional.empty();
        }
    }

    private Optional<Rule> subnet(EdnsRule.Action action, List<String> values, boolean unset) {
        if (!hasWords(values, unset ? 0 : 2, "subnet " + action.word())) {
            return Optional.empty();
        }
        if (unset) {
            return Optional.of(new EdnsRule(action, EdnsOptionCode.CLIENT_SUBNET, EMPTY));
        }
        Optional<Integer> ipv4Bits = number(values.get(0), 32, "prefix length for IPv4");
        Optional<Integer> ipv6Bits = number(values.get(1), 128, "prefix length for IPv6");
        return ipv4Bits.flatMap(four ->
                ipv6Bits.map(six -> new EdnsRule(action, EdnsOptionCode.CLIENT_SUBNET, EdnsValue.subnet(four, six))));
    }

    /** Decimal, or hexadecimal after 0x. */
    private Optional<Integer> number(String word, int most, String what) {
        try {
            int value = Integer.decode(word);
            if (value >= 0 && value <= most) {
                return Optional.of(value);
            }
        } catch (NumberFormatException e) {
            // Told below, as what is out of range.
        }
        problems.add(position, "rewrite edns0: a " + what + " is 0 to " + most + ", not \"" + word + "\"");
        return Optional.empty();
    }
}
