// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a query of Prometheus as far as is needed to say which series it takes, and that it is well formed. */
final class PromQl {
    /**
     * What a query takes.
     *
     * @param metric the name of a series
     * @param labels those that it is chosen by
     */
    record Selector(String metric, Set<String> labels) {}

    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(\"[^\"]*\")|([A-Za-z_:][A-Za-z0-9_:]*)|([0-9][0-9.a-z]*)|(==|!=|>=|<=|=~|!~|\\S))");
    private static final Set<String> AGGREGATORS = Set.of("sum", "min", "max", "avg", "count", "topk", "bottomk");
    private static final Set<String> FUNCTIONS = Set.of(
            "absent",
            "rate",
            "irate",
            "increase",
            "histogram_quantile",
            "label_values",
            "clamp_max",
            "clamp_min",
            "time");
    private static final Set<String> OPERATORS =
            Set.of("+", "-", "*", "/", "%", "==", "!=", ">", "<", ">=", "<=", "and", "or", "unless");
    private static final String END = "";

    private final String query;
    private final List<String> tokens = new ArrayList<>();
    private final List<Selector> selectors = new ArrayList<>();
    /** Labels that results are grouped or matched by. */
    private final Set<String> grouping = new LinkedHashSet<>();

    private int next;

    private PromQl(String query) {
        this.query = query;
        Matcher matcher = TOKEN.matcher(query.strip());
        while (matcher.lookingAt()) {
            tokens.add(matcher.group().strip());
            matcher.region(matcher.end(), matcher.regionEnd());
        }
        tokens.add(END);
    }

    /** Reads a whole query; an {@link IllegalArgumentException} says where it is wrong. */
    static PromQl read(String query) {
        PromQl read = new PromQl(query);
        read.expression();
        read.expect(END);
        return read;
    }

    List<Selector> selectors() {
        return selectors;
    }

    Set<String> grouping() {
        return grouping;
    }

    private void expression() {
        operand();
        while (OPERATORS.contains(peek())) {
            take();
            if (accept("on") || accept("ignoring")) {
                labels(grouping);
            }
            if (accept("group_left") || accept("group_right")) {
                labels(grouping);
            }
            operand();
        }
    }

    private void operand() {
        accept("-");
        String token = take();
        if (token.equals("(")) {
            expression();
            expect(")");
        } else if (AGGREGATORS.contains(token)) {
            grouped();
            arguments();
            grouped();
        } else if (FUNCTIONS.contains(token)) {
            arguments();
        } else if (Character.isLetter(token.isEmpty() ? ' ' : token.charAt(0)) && !peek().equals("(")) {
            selector(token);
        } else if (!token.matches("[0-9].*|\".*\"")) {
            throw wrong("a value", token);
        }
        if (accept("[")) {
            duration();
            expect("]");
        }
    }

    private void grouped() {
        if (accept("by") || accept("without")) {
            labels(grouping);
        }
    }

    private void arguments() {
        expect("(");
        while (!accept(")")) {
            expression();
            if (!peek().equals(")")) {
                expect(",");
            }
        }
    }

    private void labels(Set<String> into) {
        expect("(");
        while (!accept(")")) {
            into.add(take());
            if (!peek().equals(")")) {
                expect(",");
            }
        }
    }

    private void selector(String metric) {
        Set<String> labels = new LinkedHashSet<>();
        if (accept("{")) {
            while (!accept("}")) {
                labels.add(take());
                String operator = take();
                if (!Set.of("=", "!=", "=~", "!~").contains(operator)) {
                    throw wrong("a comparison", operator);
                }
                String value = take();
                if (!value.startsWith("\"")) {
                    throw wrong("a text", value);
                }
                if (!peek().equals("}")) {
                    expect(",");
                }
            }
        }
        selectors.add(new Selector(metric, labels));
    }

    /** Such as {@code 5m}, or what Grafana puts in the place of {@code $__rate_interval}. */
    private void duration() {
        if (accept("$")) {
            expect("__rate_interval");
            return;
        }
        String token = take();
        if (!token.matches("[0-9]+[smhd]")) {
            throw wrong("a duration", token);
        }
    }

    private String peek() {
        return tokens.get(next);
    }

    private String take() {
        String token = peek();
        if (token.isEmpty()) {
            throw wrong("more", "the end");
        }
        next++;
        return token;
    }

    private boolean accept(String token) {
        boolean isNext = peek().equals(token);
        if (isNext) {
            next++;
        }
        return isNext;
    }

    private void expect(String token) {
        if (!peek().equals(token)) {
            throw wrong(token.isEmpty() ? "the end" : token, peek());
        }
        if (!token.isEmpty()) {
            next++;
        }
    }

    private IllegalArgumentException wrong(String wanted, String found) {
        return new IllegalArgumentException("wanted " + wanted + ", found " + found + " in: " + query);
    }
}
