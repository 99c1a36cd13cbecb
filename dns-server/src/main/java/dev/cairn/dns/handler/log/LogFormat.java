// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.log;

import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.RecordClass;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.ResponseWriter;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line with placeholders, put together for each query.
 *
 * <p><b>Immutable.</b>
 */
final class LogFormat {
    static final String COMMON =
            "{remote}:{port} - {>id} \"{type} {class} {name} {proto} {size} {>do} {>bufsize}\" {rcode} {>rflags} {rsize} {duration}";
    static final String COMBINED = COMMON + " \"{>opcode}\"";

    // Other braces, such as those of JSON, stand for themselves.
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[>/]?[A-Za-z][\\w./-]*}");
    private static final int NANO_DIGITS = 9;
    private static final Map<String, Field> FIELDS = Map.ofEntries(
            Map.entry(
                    "{type}", (e, bytes, nanos) -> RecordType.name(e.question().type())),
            Map.entry(
                    "{name}", (e, bytes, nanos) -> e.question().name().folded().toString()),
            Map.entry(
                    "{class}",
                    (e, bytes, nanos) -> RecordClass.name(e.question().qclass())),
            Map.entry("{proto}", (e, bytes, nanos) -> e.transport().label()),
            Map.entry("{remote}", (e, bytes, nanos) -> address(e.remote())),
            Map.entry("{local}", (e, bytes, nanos) -> address(e.local())),
            Map.entry("{port}", (e, bytes, nanos) -> Integer.toString(e.remote().getPort())),
            Map.entry(
                    "{size}", (e, bytes, nanos) -> Integer.toString(e.question().length())),
            Map.entry("{rsize}", (e, bytes, nanos) -> Integer.toString(bytes)),
            Map.entry("{rcode}", (e, bytes, nanos) -> Rcode.name(e.response().rcode())),
            Map.entry("{duration}", (e, bytes, nanos) -> seconds(nanos)),
            Map.entry(
                    "{>id}", (e, bytes, nanos) -> Integer.toString(e.question().id())),
            Map.entry(
                    "{>do}", (e, bytes, nanos) -> Boolean.toString(e.question().isDnssecOk())),
            Map.entry("{>bufsize}", (e, bytes, nanos) -> Integer.toString(bufsize(e))),
            Map.entry(
                    "{>opcode}",
                    (e, bytes, nanos) -> Integer.toString(e.question().opcode())),
            Map.entry("{/log/type}", (e, bytes, nanos) -> ResponseType.of(e).name()),
            Map.entry(
                    "{/log/class}",
                    (e, bytes, nanos) -> ResponseType.of(e).kind().name().toLowerCase(Locale.ROOT)),
            Map.entry("{>rflags}", (e, bytes, nanos) -> flags(e.response().flags())));

    private final List<Field> parts;

    private LogFormat(List<Field> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * A format from text with placeholders in braces.
     *
     * @throws IllegalArgumentException naming a placeholder that does not exist
     */
    static LogFormat parse(String text) {
        String expanded = text.replace("{common}", COMMON).replace("{combined}", COMBINED);
        List<Field> parts = new ArrayList<>();
        Matcher placeholder = PLACEHOLDER.matcher(expanded);
        int end = 0;
        while (placeholder.find()) {
            parts.add(literal(expanded.substring(end, placeholder.start())));
            parts.add(field(placeholder.group()));
            end = placeholder.end();
        }
        parts.add(literal(expanded.substring(end)));
        return new LogFormat(parts);
    }

    /** The placeholders there are. */
    static Set<String> placeholders() {
        return new TreeSet<>(FIELDS.keySet());
    }

    private static Field literal(String text) {
        return (exchange, responseBytes, durationNanos) -> text;
    }

    private static Field field(String placeholder) {
        Field field = FIELDS.get(placeholder);
        if (field == null && placeholder.startsWith("{/")) {
            return literal("-"); // what CoreDNS writes for metadata that nobody offers
        }
        if (field == null) {
            throw new IllegalArgumentException(placeholder);
        }
        return field;
    }

    /** The line for a query that was answered. */
    String line(Exchange exchange, int responseBytes, long durationNanos) {
        StringBuilder line = new StringBuilder(160);
        for (Field part : parts) {
            line.append(part.text(exchange, responseBytes, durationNanos));
        }
        return line.toString();
    }

    /** What a client takes; over streams that is the longest message. */
    private static int bufsize(Exchange exchange) {
        return exchange.transport().isStream()
                ? ResponseWriter.MAX_BYTES
                : exchange.question().udpPayloadSize();
    }

    private static String seconds(long nanos) {
        return BigDecimal.valueOf(nanos, NANO_DIGITS).stripTrailingZeros().toPlainString() + "s";
    }

    private static String address(InetSocketAddress socket) {
        InetAddress address = socket.getAddress();
        String text = address == null ? socket.getHostString() : address.getHostAddress();
        return text.indexOf(':') < 0 ? text : "[" + text + "]";
    }

    private static String flags(int flags) {
        StringBuilder names = new StringBuilder();
        append(names, flags, Header.FLAG_QR, "qr");
        append(names, flags, Header.FLAG_AA, "aa");
        append(names, flags, Header.FLAG_TC, "tc");
        append(names, flags, Header.FLAG_RD, "rd");
        append(names, flags, Header.FLAG_RA, "ra");
        append(names, flags, Header.FLAG_AD, "ad");
        append(names, flags, Header.FLAG_CD, "cd");
        return names.toString();
    }

    private static void append(StringBuilder names, int flags, int flag, String name) {
        if ((flags & flag) != 0) {
            names.append(names.length() == 0 ? "" : ",").append(name);
        }
    }

    /** A piece of the line. */
    private interface Field {
        String text(Exchange exchange, int responseBytes, long durationNanos);
    }
}
