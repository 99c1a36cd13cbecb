// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLayoutTest {

    @ParameterizedTest
    @CsvSource({
        "INFO, dev.cairn.dns.handler.log.LogHandler, [INFO] text",
        "ERROR, dev.cairn.dns.handler.errors.ErrorsHandler, [ERROR] plugin/errors: text",
        "WARN, dev.cairn.dns.handler.hosts.HostsHandler, [WARNING] plugin/hosts: text",
        "DEBUG, dev.cairn.dns.transport.UdpListener, [DEBUG] text"
    })
    void writesLinesAsCoreDnsDoes(String level, String logger, String line) {
        assertThat(layout().doLayout(event(logger, level))).isEqualTo(line + System.lineSeparator());
    }

    @Test
    void writesTheStackBelowItsLine() {
        LoggingEvent event = event("a.B", "ERROR");
        event.setThrowableProxy(new ThrowableProxy(new IllegalStateException("bug")));

        String text = layout().doLayout(event);

        assertThat(text.lines()).startsWith("[ERROR] text", "java.lang.IllegalStateException: bug");
        assertThat(text).contains("\tat dev.cairn.dns.app.LogLayoutTest");
    }

    private static LogLayout layout() {
        LogLayout layout = new LogLayout();
        layout.start();
        return layout;
    }

    private static LoggingEvent event(String logger, String level) {
        Logger source = new LoggerContext().getLogger(logger);
        return new LoggingEvent("", source, Level.valueOf(level), "text", null, null);
    }
}
