// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TerminalLayoutTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    void printsTimeAndTextOnOneLine() {
        assertThat(format(false, Level.INFO, null)).isEqualTo("12:00:00 serving 10 Services" + System.lineSeparator());
    }

    @Test
    void namesTheLevelThatIsNotInfo() {
        assertThat(format(false, Level.WARN, null)).startsWith("12:00:00 WARN serving");
    }

    @Test
    void coloursOnlyWhenTold() {
        assertThat(format(true, Level.ERROR, null)).contains("\u001b[31mERROR\u001b[0m");
        assertThat(format(false, Level.ERROR, null)).doesNotContain("\u001b");
    }

    @Test
    void printsTheStackOfAnException() {
        assertThat(format(false, Level.ERROR, new IllegalStateException("a bug")))
                .contains("java.lang.IllegalStateException: a bug")
                .contains("at dev.cairn.cli.TerminalLayoutTest");
    }

    private static String format(boolean coloured, Level level, @Nullable Exception thrown) {
        TerminalLayout layout = new TerminalLayout(coloured, ZoneOffset.UTC);
        layout.start();
        LoggingEvent event = new LoggingEvent();
        event.setLevel(level);
        event.setMessage("serving {} Services");
        event.setArgumentArray(new Object[] {10});
        event.setInstant(NOON);
        if (thrown != null) {
            event.setThrowableProxy(new ThrowableProxy(thrown));
        }
        return layout.doLayout(event);
    }
}
