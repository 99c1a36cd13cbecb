// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.forward;

import dev.cairn.dns.config.IpLiteral;
import dev.cairn.dns.config.Position;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.upstream.HostName;
import dev.cairn.dns.upstream.ResolvConf;
import dev.cairn.dns.upstream.Upstream;
import dev.cairn.dns.upstream.UpstreamSource;
import dev.cairn.dns.wire.DomainName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads where {@code forward} goes to: {@code 10.0.0.10}, {@code [2001:db8::1]:1053}, {@code tls://9.9.9.9%dns.quad9.net:853}, {@code
 * dns.example.org}, {@code /etc/resolv.conf}. <b>Confined to</b> one thread.
 */
final class Targets {

    private static final int MAX_PORT = 65_535;
    private static final String NO_SERVER = " names no server, such as 10.0.0.10, [2001:db8::1]:53 or dns.example.org";
    // a last label of digits only would be an address that is none
    private static final Pattern HOST =
            Pattern.compile("(?=.{1,253}$)([A-Za-z0-9_]([A-Za-z0-9_-]{0,62})\\.)*[A-Za-z_]([A-Za-z0-9_-]{0,62})\\.?");

    private final String serverName;
    private final List<Upstream> resolvers;
    private final Position position;
    private final Problems problems;
    private boolean needsTls;

    /** Names are looked up by these resolvers, or by those of the system if there is none. */
    Targets(String serverName, List<Upstream> resolvers, Position position, Problems problems) {
        this.serverName = serverName;
        this.resolvers = resolvers;
        this.position = position;
        this.problems = problems;
    }

    /** Whether one of them is asked over TLS. */
    boolean needsTls() {
        return needsTls;
    }

    /** The servers and files that these words name; words that name none are added to the problems. */
    List<UpstreamSource> read(List<String> words) {
        List<UpstreamSource> sources = new ArrayList<>();
        words.forEach(word -> source(word).ifPresent(sources::add));
        if (sources.size() > UpstreamSource.MAX_UPSTREAMS) {
            problems.add(position, "forward takes " + UpstreamSource.MAX_UPSTREAMS + " servers at most");
        }
        return sources;
    }

    /** A resolver for names, by its address. */
    static Optional<Upstream> resolver(String word) {
        return address(word, Upstream.PORT).map(Upstream::plain);
    }

    private Optional<? extends UpstreamSource> source(String word) {
        int end = word.indexOf("://");
        String rest = end < 0 ? word : word.substring(end + 3);
        return switch (end < 0 ? "" : word.substring(0, end)) {
            case "" -> plainOrFile(word);
            case "dns" -> plain(rest).or(() -> problem(word + NO_SERVER));
            case "tls" -> tls(rest).or(() -> problem(word + NO_SERVER));
            case "https" ->
                problem(word + ": DNS over HTTPS is not offered; ask the server over TLS, as tls://9.9.9.9");
            default -> problem(word + ": servers are asked by dns:// or tls://");
        };
    }

    private Optional<? extends UpstreamSource> plainOrFile(String word) {
        if (word.indexOf('/') >= 0 || Files.exists(Path.of(word))) {
            return file(word);
        }
        return plain(word).or(() -> problem(word + " is neither an address nor a name nor a file"));
    }

    private Optional<UpstreamSource> plain(String word) {
        Optional<Upstream> server = address(word, Upstream.PORT).map(Upstream::plain);
        return server.<UpstreamSource>map(found -> found).or(() -> name(word, Upstream.PORT, false, ""));
    }

    private Optional<HostName> name(String word, int defaultPort, boolean isTls, String certified) {
        int colon = word.lastIndexOf(':');
        Integer port = colon < 0 ? Integer.valueOf(defaultPort) : port(word.substring(colon + 1));
        String host = colon < 0 ? word : word.substring(0, colon);
        if (port == null || !HOST.matcher(host).matches()) {
            return Optional.empty();
        }
        return Optional.of(new HostName(DomainName.parse(host), port, isTls, certified, resolvers));
    }

    private <T> Optional<T> problem(String message) {
        problems.add(position, "forward: " + message);
        return Optional.empty();
    }

    private Optional<ResolvConf> file(String word) {
        ResolvConf file = new ResolvConf(Path.of(word));
        try {
            UpstreamSource.readAll(List.of(file));
            return Optional.of(file);
        } catch (IOException e) {
            return problem(word + " lists no name server, or cannot be read: " + e.getMessage());
        }
    }

    /** The name of the server stands behind a percent sign, before a closing bracket and the port. */
    private Optional<UpstreamSource> tls(String word) {
        needsTls = true;
        int percent = word.lastIndexOf('%');
        if (percent < 0) {
            return tls(word, serverName);
        }
        String tail = word.substring(percent + 1);
        int colon = tail.lastIndexOf(':');
        String name = (colon < 0 ? tail : tail.substring(0, colon)).replace("]", "");
        if (!serverName.isEmpty()) {
            problems.add(
                    position,
                    "forward: " + word
                            + " has a server name of its own, and tls_servername gives another one: take one out");
        }
        String host = word.substring(0, percent) + (word.startsWith("[") ? "]" : "");
        return tls(colon < 0 ? host : host + tail.substring(colon), name);
    }

    private Optional<UpstreamSource> tls(String word, String certified) {
        Optional<Upstream> server =
                address(word, Upstream.TLS_PORT).map(address -> new Upstream(address, true, certified));
        return server.<UpstreamSource>map(found -> found).or(() -> name(word, Upstream.TLS_PORT, true, certified));
    }

    private static Optional<InetSocketAddress> address(String word, int defaultPort) {
        Optional<InetAddress> whole = IpLiteral.parse(unbracketed(word));
        if (whole.isPresent()) {
            return whole.map(host -> new InetSocketAddress(host, defaultPort));
        }
        int colon = word.lastIndexOf(':');
        Integer port = colon < 0 ? null : port(word.substring(colon + 1));
        return port == null
                ? Optional.empty()
                : IpLiteral.parse(unbracketed(word.substring(0, colon))).map(host -> new InetSocketAddress(host, port));
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static @Nullable Integer port(String text) {
        boolean isPort = text.matches("\\d{1,5}") && Integer.parseInt(text) <= MAX_PORT && Integer.parseInt(text) > 0;
        return isPort ? Integer.valueOf(text) : null;
    }
}
