// SPDX-License-Identifier: Apache-2.0
package dev.cairn.okhttp;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.lb.AddressLookup;
import dev.cairn.lb.Balancers;
import dev.cairn.lb.NoEndpointException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import okhttp3.Dns;

/**
 * Resolves the names of services to the addresses of their endpoints, fresh and in random order, and leaves all others to another {@code
 * Dns}. For those who want no more than that: OkHttp keeps a connection as long as it can, so calls aren't spread, and failures aren't
 * learned from. The port of the URL must be the endpoints' one.
 *
 * <p><b>Thread-safe.</b>
 */
public final class ServiceDns implements Dns {
    private final AddressLookup services;
    private final Dns others;

    private ServiceDns(Balancers balancers, Dns others) {
        services = AddressLookup.of(balancers);
        this.others = Objects.requireNonNull(others, "others");
    }

    /** With the system's resolver for other names; whoever made the balancers closes them. */
    public static ServiceDns of(Balancers balancers) {
        return new ServiceDns(balancers, Dns.SYSTEM);
    }

    /** With this resolver for other names. */
    public static ServiceDns of(Balancers balancers, Dns others) {
        return new ServiceDns(balancers, others);
    }

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        List<InetAddress> addresses;
        try {
            addresses = services.addresses(hostname).orElse(List.of());
        } catch (NoEndpointException | DiscoveryException e) {
            UnknownHostException unknown = new UnknownHostException(e.getMessage());
            unknown.initCause(e);
            throw unknown;
        }
        return addresses.isEmpty() ? others.lookup(hostname) : addresses;
    }
}
