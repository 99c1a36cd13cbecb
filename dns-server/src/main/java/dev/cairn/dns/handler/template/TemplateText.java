// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.template;

import java.util.ArrayList;
import java.util.List;

/**
 * Text with expressions between double braces, in Go's template syntax.
 *
 * <p><b>Immutable.</b>
 */
final class TemplateText {
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";

    private final String tidy;
    private final List<Expression> parts;
    private final boolean fixed;

    private TemplateText(String tidy, List<Expression> parts, boolean fixed) {
        this.tidy = tidy;
        this.parts = List.copyOf(parts);
        this.fixed = fixed;
    }

    /** Reads a template; an {@link IllegalArgumentException} says what is wrong with it. */
    static TemplateText parse(String source) {
        List<Expression> parts = new ArrayList<>();
        StringBuilder tidy = new StringBuilder();
        String rest = source;
        boolean trims = false;
        for (int open = rest.indexOf(OPEN); open >= 0; open = rest.indexOf(OPEN)) {
            int close = rest.indexOf(CLOSE, open);
            if (close < 0) {
                throw new IllegalArgumentException("\"" + rest.substring(open)
                        + "\" opens braces and does not close them; a template with blanks needs quotes around it");
            }
            String inner = rest.substring(open + OPEN.length(), close);
            String before = trims ? rest.substring(0, open).stripLeading() : rest.substring(0, open);
            boolean trimsBefore = inner.startsWith("- ");
            trims = inner.endsWith(" -");
            literal(trimsBefore ? before.stripTrailing() : before, parts, tidy);
            String expression = inner.substring(trimsBefore ? 1 : 0, inner.length() - (trims ? 1 : 0));
            if (!expression.strip().startsWith("/*")) {
                parts.add(Expression.parse(expression));
                tidy.append(OPEN).append(Expression.tidy(expression)).append(CLOSE);
            }
            rest = rest.substring(close + CLOSE.length());
        }
        literal(trims ? rest.stripLeading() : rest, parts, tidy);
        return new TemplateText(tidy.toString(), parts, !source.contains(OPEN));
    }

    private static void literal(String text, List<Expression> parts, StringBuilder tidy) {
        if (!text.isEmpty()) {
            parts.add(asked -> text);
            tidy.append(text);
        }
    }

    /** Whether it is the same for all questions. */
    boolean isFixed() {
        return fixed;
    }

    /** The text for one question; an {@link ArithmeticException} if an expression has no value. */
    String of(Asked asked) {
        StringBuilder text = new StringBuilder();
        for (Expression part : parts) {
            text.append(part.of(asked));
        }
        return text.toString();
    }

    /** As Go writes it, without what makes no difference. */
    @Override
    public String toString() {
        return tidy;
    }
}
