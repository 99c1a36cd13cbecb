// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.dns;

import dev.cairn.lb.internal.target.ParsedTarget.HostPort;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.TextParseException;

/**
 * Whom to ask, and how short names are made long.
 *
 * <p><b>Immutable.</b>
 *
 * @param servers in the order to ask them
 * @param search domains that a relative name is tried in
 * @param ndots a name with fewer dots is tried in the search domains first (resolv.conf(5))
 */
public record NameServers(List<InetSocketAddress> servers, List<Name> search, int ndots) {
    /** Copies the lists. */
    public NameServers {
        servers = List.copyOf(servers);
        search = List.copyOf(search);
    }

    /** What the system is set up with, such as {@code /etc/resolv.conf}, read now; with another server when one is given. */
    public static NameServers system(List<HostPort> server) {
        ResolverConfig config = new ResolverConfig();
        List<InetSocketAddress> servers = server.isEmpty()
                ? config.servers()
                : server.stream()
                        .map(given -> new InetSocketAddress(given.address().toInetAddress(), given.port()))
                        .toList();
        return new NameServers(servers, config.searchPath(), config.ndots());
    }

    /**
     * The absolute names that a name may stand for, in the order to try them.
     *
     * @throws IllegalArgumentException when the text is no name
     */
    List<Name> candidates(String text) {
        Name name = parse(text);
        if (name.isAbsolute()) {
            return List.of(name);
        }
        List<Name> candidates = new ArrayList<>();
        search.forEach(domain -> addWithin(domain, name, candidates));
        boolean asItIsFirst = name.labels() - 1 >= ndots;
        candidates.add(asItIsFirst ? 0 : candidates.size(), absolute(text));
        return candidates;
    }

    private static void addWithin(Name domain, Name name, List<Name> candidates) {
        try {
            candidates.add(Name.concatenate(name, domain));
        } catch (NameTooLongException e) {
            // then it can't exist in that domain
        }
    }

    private static Name absolute(String text) {
        return parse(text + ".");
    }

    private static Name parse(String text) {
        try {
            return Name.fromString(text);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("not a DNS name: \"" + text + "\"", e);
        }
    }
}
