// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import org.slf4j.LoggerFactory;

/** The log of the server's process: lines on standard output, as CoreDNS writes them. */
final class ServerLog {

    private ServerLog() {}

    /** Takes the place of whatever was set up before. */
    static void open(Level level) {
        if (!(LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root)) {
            return;
        }
        LogLayout layout = new LogLayout();
        layout.setContext(root.getLoggerContext());
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(root.getLoggerContext());
        encoder.setLayout(layout);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(root.getLoggerContext());
        appender.setEncoder(encoder);
        appender.start();
        root.detachAndStopAllAppenders();
        root.addAppender(appender);
        root.setLevel(level);
    }

    /** Logs everything that the server has to say, for the directive debug. */
    static void showDebug() {
        if (LoggerFactory.getLogger("dev.cairn") instanceof Logger ours) {
            ours.setLevel(Level.DEBUG);
        }
    }
}
