// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.rewrite;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.cairn.dns.wire.DomainName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which names a rule is for, and what it makes of them. Names are text in lower case with a dot at the end.
 *
 * <p><b>Immutable.</b>
 */
sealed interface NameMatch {
    /** The words for the forms. */
    List<String> FORMS = List.of("exact", "prefix", "suffix", "substring", "regex");

    /** What becomes of a name; null if it doesn't match. */
    @Nullable
    String rewrite(String name, String to);

    default boolean matches(String name) {
        return rewrite(name, "") != null;
    }

    /** Whether it can match a name at or below a zone; true where that cannot be excluded. */
    boolean concerns(DomainName zone);

    /** The whole name. */
    record Exact(String from) implements NameMatch {
        @Override
        public @Nullable String rewrite(String name, String to) {
            return name.equals(from) ? to : null;
        }

        @Override
        public boolean concerns(DomainName zone) {
            return NameText.isAtOrBelow(from, NameText.of(zone));
        }
    }

    /** How the name begins. */
    record Prefix(String from) implements NameMatch {
        @Override
        public @Nullable String rewrite(String name, String to) {
            return name.startsWith(from) ? to + name.substring(from.length()) : null;
        }

        @Override
        public boolean concerns(DomainName zone) {
            return true;
        }
    }

    /** How the name ends. */
    record Suffix(String from) implements NameMatch {
        @Override
        public @Nullable String rewrite(String name, String to) {
            return name.endsWith(from) ? name.substring(0, name.length() - from.length()) + to : null;
        }

        @Override
        public boolean concerns(DomainName zone) {
            String text = NameText.of(zone);
            return text.endsWith(from) || NameText.isAtOrBelow(from, text);
        }
    }

    /** What the name holds, each time. */
    record Substring(String from) implements NameMatch {
        @Override
        public @Nullable String rewrite(String name, String to) {
            return name.contains(from) ? name.replace(from, to) : null;
        }

        @Override
        public boolean concerns(DomainName zone) {
            return true;
        }
    }

    /** A regular expression anywhere in the name; {@code {1}} stands for its first group, {@code {0}} for all that matches. A dot is added at the end. */
    record Regex(Pattern pattern) implements NameMatch {
        @Override
        public @Nullable String rewrite(String name, String to) {
            Matcher matcher = pattern.matcher(name);
            return matcher.find() ? NameText.complete(Groups.insert(matcher, to)) : null;
        }

        @Override
        public boolean concerns(DomainName zone) {
            String ending = Groups.literalEnding(pattern.pattern());
            return new Suffix(ending).concerns(zone);
        }
    }
}
