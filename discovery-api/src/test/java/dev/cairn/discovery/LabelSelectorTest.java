// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTest {
    private static final Map<String, String> WEB =
            Map.of("app", "web", "example.com/tier", "front", "revision", "7", "empty", "");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "app",
                "app=web",
                "app == web",
                "app!=api",
                "missing!=web",
                "!missing",
                "! missing",
                "app in (web)",
                "app in (api, web)",
                "app in(api,web)",
                "app notin (api)",
                "missing notin (a, b)",
                "example.com/tier=front",
                "app=web,example.com/tier in (front,back),!missing",
                "empty=",
                "empty in (,x)",
                "empty,app",
                "revision>6",
                "revision < 8",
                "revision>-1",
                "in!=x"
            })
    void meets(String selector) {
        assertThat(LabelSelector.parse(selector).matches(WEB)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "missing",
                "!app",
                "app=api",
                "app=",
                "app=WEB",
                "missing=web",
                "missing in (web)",
                "app!=web",
                "app in (api)",
                "app notin (api,web)",
                "app=web,missing",
                "revision>7",
                "revision<7",
                "app>1",
                "missing<9"
            })
    void doesNotMeet(String selector) {
        assertThat(LabelSelector.parse(selector).matches(WEB)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            app=web,            | label selector "app=web,": at its end, the key of a label
            =web                | at "=web", the key of a label
            app web             | at "web", one of = == != in notin < > is expected
            app=web tier=front  | at "tier=front", a comma or the end is expected
            app in web          | at "web", values in parentheses are expected
            app in (web         | at its end, a comma or a closing parenthesis
            app in (a b)        | at "b)", a comma or a closing parenthesis
            app=-web            | at "-web", the value of a label
            /app                | at "/app", the key of a label
            Example.com/app     | at "Example.com/app", the key of a label
            a/b/c               | at "a/b/c", the key of a label
            !app=web            | at "=web", a comma or the end is expected
            app>x               | at "x", a whole number is expected
            app=$(x)            | at "$(x)", the value of a label
            """)
    void saysWhatIsWrongAndWhere(String selector, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelSelector.parse(selector))
                .withMessageContaining(message);
    }

    @Test
    void refusesNamesThatAreTooLong() {
        String name = "a".repeat(63);
        assertThat(LabelSelector.parse(name + "=" + name).matches(Map.of(name, name)))
                .isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> LabelSelector.parse(name + "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> LabelSelector.parse("a=" + name + "a"));
    }

    @Test
    void isToldInWordsThatMeanTheSame() {
        String text = "b == 1 , a in ( z,y ), !c, d!=x, e>1, f<2, g, h=, i notin (n,m)";
        LabelSelector selector = LabelSelector.parse(text);
        assertThat(selector).hasToString("b in (1),a in (y,z),!c,d notin (x),e>1,f<2,g,h in (),i notin (m,n)");
        assertThat(LabelSelector.parse(selector.toString())).isEqualTo(selector).hasSameHashCodeAs(selector);
        assertThat(LabelSelector.parse("b=1")).isNotEqualTo(selector);
        assertThat(LabelSelector.parse(" ")).isSameAs(LabelSelector.EVERYTHING);
        assertThat(LabelSelector.EVERYTHING.isEverything()).isTrue();
        assertThat(selector.isEverything()).isFalse();
    }

    @Test
    void bothSelectorsMustBeMet() {
        LabelSelector both = LabelSelector.parse("app").and(LabelSelector.parse("revision=7"));
        assertThat(both).isEqualTo(LabelSelector.parse("app,revision=7"));
        assertThat(both.matches(WEB)).isTrue();
        assertThat(both.matches(Map.of("app", "web"))).isFalse();
        assertThat(both.and(LabelSelector.EVERYTHING)).isEqualTo(both);
    }
}
