// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;

/**
 * Scheme, host and port of a URL, in lower case: a service as its callers name it. <b>Immutable.</b>
 *
 * @param scheme {@code http} or {@code https}
 * @param host the host as the URL has it
 * @param port the port, the scheme's own when the URL has none
 */
record Origin(String scheme, String host, int port) {
    /** The origin of an {@code http} or {@code https} URL with a host. */
    static Origin of(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int port = uri.getPort() < 1 ? defaultPort(scheme) : uri.getPort();
        return new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    boolean isSecure() {
        return scheme.equals("https");
    }

    /** The host as TLS wants it: without the dot at the end (RFC 6066 §3). */
    String serverName() {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** What goes into the header {@code Host}: no port when it is the scheme's own. */
    String authority() {
        return port == defaultPort(scheme) ? host : host + ":" + port;
    }

    /** The same resource at this address. */
    URI addressed(URI uri, InetSocketAddress endpoint) {
        String address = endpoint.getAddress().getHostAddress();
        String literal = endpoint.getAddress() instanceof Inet6Address ? "[" + address + "]" : address;
        return withAuthority(uri, literal + ":" + endpoint.getPort());
    }

    /** The same resource under the name of the service. */
    URI named(URI addressed) {
        return withAuthority(addressed, authority());
    }

    private URI withAuthority(URI uri, String authority) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return URI.create(scheme + "://" + authority + uri.getRawPath() + query);
    }
}
