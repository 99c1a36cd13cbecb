// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which objects are meant, by their labels, in the words of the Kubernetes API: {@code app=web,tier in (front, back),!legacy}.
 *
 * <p>Requirements are separated by commas, and all of them must hold. Each is one of {@code key}, {@code !key}, {@code key=value}, {@code
 * key==value}, {@code key!=value}, {@code key in (a,b)}, {@code key notin (a,b)}, {@code key>1}, {@code key<9}. An object without the
 * key meets {@code !key}, {@code !=} and {@code notin} only.
 *
 * <p><b>Immutable.</b> Equal when the requirements are, in whatever words they were written.
 */
public final class LabelSelector {
    /** Without a requirement: every object is meant. */
    public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+");

    private final List<Requirement> requirements;

    enum Operator {
        EXISTS(""),
        ABSENT(""),
        IN(" in "),
        NOT_IN(" notin "),
        GREATER(">"),
        LESS("<");

        private final String word;

        Operator(String word) {
            this.word = word;
        }
    }

    /** What one label must be; the values are sorted. */
    record Requirement(String key, Operator operator, List<String> values) {
        Requirement {
            values = List.copyOf(new TreeSet<>(values));
        }

        private boolean isMetBy(Map<String, String> labels) {
            String value = labels.get(key);
            if (value == null) {
                return operator == Operator.ABSENT || operator == Operator.NOT_IN;
            }
            return switch (operator) {
                case EXISTS -> true;
                case ABSENT -> false;
                case IN -> values.contains(value);
                case NOT_IN -> !values.contains(value);
                case GREATER -> isNumber(value) && compare(value) > 0;
                case LESS -> isNumber(value) && compare(value) < 0;
            };
        }

        private int compare(String value) {
            return new BigInteger(value).compareTo(new BigInteger(values.get(0)));
        }

        @Override
        public String toString() {
            return switch (operator) {
                case EXISTS -> key;
                case ABSENT -> "!" + key;
                case IN, NOT_IN -> key + operator.word + "(" + String.join(",", values) + ")";
                case GREATER, LESS -> key + operator.word + values.get(0);
            };
        }
    }

    private LabelSelector(List<Requirement> requirements) {
        this.requirements = requirements;
    }

    /**
     * Reads a selector.
     *
     * @param text blank for {@link #EVERYTHING}
     * @throws IllegalArgumentException with what is wrong and where, when it is no selector
     */
    public static LabelSelector parse(String text) {
        List<Requirement> requirements = new LabelSelectorReader(text).read();
        return requirements.isEmpty() ? EVERYTHING : new LabelSelector(List.copyOf(requirements));
    }

    /** The objects that both this and another selector mean. */
    public LabelSelector and(LabelSelector other) {
        List<Requirement> both = new ArrayList<>(requirements);
        both.addAll(other.requirements);
        return new LabelSelector(List.copyOf(both));
    }

    /** Whether an object with these labels is meant. */
    public boolean matches(Map<String, String> labels) {
        for (Requirement requirement : requirements) {
            if (!requirement.isMetBy(labels)) {
                return false;
            }
        }
        return true;
    }

    /** Whether every object is meant. */
    public boolean isEverything() {
        return requirements.isEmpty();
    }

    static boolean isNumber(String value) {
        return NUMBER.matcher(value).matches();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelSelector that && requirements.equals(that.requirements);
    }

    @Override
    public int hashCode() {
        return requirements.hashCode();
    }

    /** A text that {@link #parse} and the Kubernetes API read as this selector; empty for {@link #EVERYTHING}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Requirement requirement : requirements) {
            text.append(text.isEmpty() ? "" : ",").append(requirement);
        }
        return text.toString();
    }
}
