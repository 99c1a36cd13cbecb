// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import picocli.CommandLine.Help.Ansi;

/**
 * A log line for people: time, level where it is not INFO, text; coloured on a terminal only.
 *
 * <p><b>Thread-safe.</b> Named in {@code logback.xml}.
 */
public final class TerminalLayout extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final String DIM = "\u001b[2m";
    private static final String RED = "\u001b[31m";
    private static final String YELLOW = "\u001b[33m";
    private static final String RESET = "\u001b[0m";

    private final ThrowableProxyConverter throwables = new ThrowableProxyConverter();
    private final boolean coloured;
    private final ZoneId zone;

    /** Colours when standard output is a terminal and the environment does not forbid it ({@code NO_COLOR}). */
    public TerminalLayout() {
        this(Ansi.AUTO.enabled(), ZoneId.systemDefault());
    }

    TerminalLayout(boolean coloured, ZoneId zone) {
        this.coloured = coloured;
        this.zone = zone;
    }

    @Override
    public void start() {
        throwables.start();
        super.start();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(120);
        String time = TIME.format(Instant.ofEpochMilli(event.getTimeStamp()).atZone(zone));
        append(line, DIM, time).append(' ');
        if (event.getLevel() != Level.INFO) {
            String colour = event.getLevel() == Level.ERROR ? RED : event.getLevel() == Level.WARN ? YELLOW : DIM;
            append(line, colour, event.getLevel().toString()).append(' ');
        }
        line.append(event.getFormattedMessage()).append(System.lineSeparator());
        return line.append(throwables.convert(event)).toString();
    }

    private StringBuilder append(StringBuilder line, String colour, String text) {
        return coloured ? line.append(colour).append(text).append(RESET) : line.append(text);
    }
}
