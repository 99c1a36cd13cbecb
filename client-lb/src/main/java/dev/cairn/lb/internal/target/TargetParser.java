// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.target;

import dev.cairn.lb.internal.target.ParsedTarget.HostPort;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads targets.
 *
 * <pre>
 * target   = one *("|" one)                                    ; the first that can be read
 * one      = service / dns / static / file
 * service  = scheme ":///" name [":" port] [query]             ; k8s:///orders.shop:http
 *          / scheme "://" namespace "/" name [":" port] [query] ; k8s://shop/orders:http
 * dns      = "dns://" [server [":" port]] "/" host [":" port]
 * static   = "static:///" address ":" port *("," address ":" port)
 * file     = "file://" path "?service=" name [":" port]         ; short for manifests:///...?folder=...
 * </pre>
 *
 * A generic URI parser won't do: it takes {@code orders.shop:http} for an authority with a bad port and {@code _} for an error.
 */
public final class TargetParser {
    private static final Pattern SHAPE =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?]*)(?:/([^?]*))?(?:\\?(.*))?");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern HOST = Pattern.compile(
            "([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)" + "(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\\.?");

    private final String text;
    private final String scheme;
    private final String authority;
    private final String path;
    private final String writtenPath;
    private final boolean hasPath;
    private final String query;

    private TargetParser(String text, Matcher shape) {
        this.text = text;
        String written = shape.group(1).toLowerCase(Locale.ROOT);
        scheme = written.equals("kubernetes") ? "k8s" : written;
        authority = shape.group(2).toLowerCase(Locale.ROOT);
        hasPath = shape.group(3) != null;
        writtenPath = hasPath ? "/" + shape.group(3) : "";
        path = hasPath ? shape.group(3).toLowerCase(Locale.ROOT) : "";
        query = shape.group(4) == null ? "" : shape.group(4);
    }

    /**
     * Reads a target.
     *
     * @throws IllegalArgumentException when the text is none; the message guesses what was meant
     */
    public static ParsedTarget parse(String text) {
        if (text.indexOf('|') < 0) {
            return parseOne(text);
        }
        return new ParsedTarget.FirstOf(
                Arrays.stream(text.split("\\|", -1)).map(TargetParser::parseOne).toList());
    }

    private static ParsedTarget parseOne(String text) {
        String trimmed = text.strip();
        Matcher shape = SHAPE.matcher(trimmed);
        if (!shape.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a target; " + Guess.forShapeless(trimmed));
        }
        return new TargetParser(trimmed, shape).parse();
    }

    /** Whether the text in lower case can be the name of a Service or namespace. */
    public static boolean isLabel(String text) {
        return LABEL.matcher(text).matches();
    }

    private ParsedTarget parse() {
        return switch (scheme) {
            case "http", "https" -> throw wrong("is a URL for CairnHttpClient, not a target", Guess.forUrl(authority));
            case "dns" -> dns();
            case "static" -> addresses();
            case "file" -> folder();
            default -> service();
        };
    }

    private ParsedTarget service() {
        if (!hasPath || path.isEmpty()) {
            String service = authority.isEmpty() ? "orders.shop:http" : authority;
            throw wrong(
                    authority.isEmpty() ? "names no service" : "has the service in the authority",
                    scheme + ":///" + service);
        }
        int colon = path.indexOf(':');
        String name = colon < 0 ? path : path.substring(0, colon);
        PortReference port = colon < 0 ? PortReference.ONLY : port(path.substring(colon + 1));
        if (name.indexOf('/') >= 0) {
            String[] parts = name.split("/", -1);
            throw wrong(
                    "has more than one path segment",
                    scheme + ":///" + parts[parts.length - 1] + "." + parts[0] + port.suffix());
        }
        if (!authority.isEmpty()) {
            requireLabel(authority, "namespace");
            requireLabel(name, "service");
            return new ParsedTarget.OfService(scheme, name, authority, port, options());
        }
        return serviceByDnsName(name, port);
    }

    private ParsedTarget serviceByDnsName(String name, PortReference port) {
        String[] labels = (name.endsWith(".") ? name.substring(0, name.length() - 1) : name).split("\\.", -1);
        requireLabel(labels[0], "service");
        if (labels.length == 1) {
            return new ParsedTarget.OfService(scheme, labels[0], "", port, options());
        }
        requireLabel(labels[1], "namespace");
        if (labels.length > 2 && !labels[2].equals("svc")) {
            throw wrong(
                    "is not <service>.<namespace>[.svc[.<cluster domain>]]",
                    scheme + ":///" + labels[0] + "." + labels[1] + port.suffix());
        }
        return new ParsedTarget.OfService(scheme, labels[0], labels[1], port, options());
    }

    private ParsedTarget folder() {
        Map<String, String> options = options();
        String service = options.remove("service");
        if (service == null || path.isEmpty() || !authority.isEmpty()) {
            throw wrong("is not file:///<folder>?service=<service>", "file:///srv/shop?service=orders.shop:http");
        }
        options.put("folder", writtenPath);
        ParsedTarget named = parse("manifests:///" + service);
        if (named instanceof ParsedTarget.OfService of) {
            return new ParsedTarget.OfService(of.scheme(), of.service(), of.namespace(), of.port(), options);
        }
        throw new AssertionError(named);
    }

    private ParsedTarget dns() {
        if (!hasPath || path.isEmpty()) {
            throw wrong(
                    authority.isEmpty() ? "names no host" : "has the host where the DNS server belongs",
                    "dns:///" + (authority.isEmpty() ? "orders.shop:http" : authority));
        }
        int colon = path.lastIndexOf(':');
        String host = colon < 0 ? path : path.substring(0, colon);
        if (!HOST.matcher(host).matches() || host.length() > 254) {
            throw wrong("has no host name after the third slash but \"" + host + "\"", "dns:///orders.shop:http");
        }
        List<HostPort> server = authority.isEmpty() ? List.of() : List.of(server());
        return new ParsedTarget.OfDns(server, host, colon < 0 ? PortReference.ONLY : port(path.substring(colon + 1)));
    }

    private HostPort server() {
        try {
            return AddressText.parse(authority, 53);
        } catch (IllegalArgumentException e) {
            throw wrong("has a DNS server that is not an address: " + e.getMessage(), "dns://10.96.0.10/" + path);
        }
    }

    private ParsedTarget addresses() {
        if (!hasPath || path.isEmpty()) {
            throw wrong(
                    authority.isEmpty() ? "names no address" : "has the addresses in the authority",
                    "static:///" + (authority.isEmpty() ? "10.0.0.1:8080" : authority));
        }
        List<HostPort> addresses = new ArrayList<>();
        for (String part : path.split(",", -1)) {
            try {
                addresses.add(AddressText.parse(part.strip(), 0));
            } catch (IllegalArgumentException e) {
                throw wrong("has a bad address: " + e.getMessage(), Guess.forAddress(part.strip()));
            }
        }
        return new ParsedTarget.OfAddresses(addresses);
    }

    private Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw wrong("has a bad option \"" + pair + "\"", "?folder=examples/shop");
            }
            options.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
        }
        return options;
    }

    private String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw wrong("has a bad % escape in \"" + value + "\"", "%25 for a plain %");
        }
    }

    private PortReference port(String port) {
        try {
            return PortReference.parse(port);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + text + "\" has a bad port: " + e.getMessage(), e);
        }
    }

    private void requireLabel(String label, String what) {
        if (!isLabel(label)) {
            throw new IllegalArgumentException("\"" + text + "\" has a bad " + what + " \"" + label
                    + "\": it is one DNS label of letters, digits and hyphens");
        }
    }

    private IllegalArgumentException wrong(String what, String guess) {
        return new IllegalArgumentException("\"" + text + "\" " + what + "; did you mean " + guess + " ?");
    }
}
