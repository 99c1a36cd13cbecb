// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;

/**
 * Lines as CoreDNS writes them: {@code [INFO] plugin/ready: Still waiting}. What the directive {@code log} writes has no name before it.
 *
 * <p><b>Thread-safe.</b>
 */
final class LogLayout extends LayoutBase<ILoggingEvent> {

    private static final String HANDLERS = "dev.cairn.dns.handler.";
    private static final String QUERY_LOG = "log";

    private final ThrowableProxyConverter throwables = new ThrowableProxyConverter();

    @Override
    public void start() {
        throwables.start();
        super.start();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160);
        String level =
                event.getLevel() == Level.WARN ? "WARNING" : event.getLevel().toString();
        line.append('[').append(level).append("] ");
        String directive = directive(event.getLoggerName());
        if (!directive.isEmpty() && !directive.equals(QUERY_LOG)) {
            line.append("plugin/").append(directive).append(": ");
        }
        line.append(event.getFormattedMessage()).append(System.lineSeparator());
        return line.append(throwables.convert(event)).toString();
    }

    private static String directive(String logger) {
        if (!logger.startsWith(HANDLERS)) {
            return "";
        }
        int end = logger.indexOf('.', HANDLERS.length());
        return end < 0 ? "" : logger.substring(HANDLERS.length(), end);
    }
}
