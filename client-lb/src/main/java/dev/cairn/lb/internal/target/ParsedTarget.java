// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.target;

import dev.cairn.discovery.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A target, read. {@code toString()} is its canonical text. <b>Immutable.</b> */
public sealed interface ParsedTarget {
    /** The scheme in lower case, {@code k8s} for its alias too. */
    String scheme();

    /**
     * A Service known to a discovery source.
     *
     * @param scheme names the source
     * @param service the Service's name
     * @param namespace its namespace; empty for the source's default one
     * @param port which of its ports
     * @param options what the query part says, for the source
     */
    record OfService(String scheme, String service, String namespace, PortReference port, Map<String, String> options)
            implements ParsedTarget {
        /** Copies the options. */
        public OfService {
            options = Map.copyOf(options);
        }

        /** What the cluster's DNS calls the same; without namespace it is left to the search list. */
        public OfDns inDns(String clusterDomain) {
            String name = namespace.isEmpty() ? service : service + "." + namespace + ".svc." + clusterDomain + ".";
            return new OfDns(List.of(), name, port);
        }

        @Override
        public String toString() {
            String query = options.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(option -> option.getKey() + "=" + option.getValue())
                    .collect(Collectors.joining("&"));
            return scheme + ":///" + service + (namespace.isEmpty() ? "" : "." + namespace) + port.suffix()
                    + (query.isEmpty() ? "" : "?" + query);
        }
    }

    /**
     * A name in the DNS.
     *
     * @param server the server to ask, or empty for those of the system
     * @param name the name; absolute when it ends in a dot, else subject to the search list
     * @param port which port
     */
    record OfDns(List<HostPort> server, String name, PortReference port) implements ParsedTarget {
        @Override
        public String scheme() {
            return "dns";
        }

        @Override
        public String toString() {
            String authority = server.isEmpty() ? "" : server.get(0).toString();
            return "dns://" + authority + "/" + name + port.suffix();
        }
    }

    /**
     * Addresses as they stand.
     *
     * @param addresses at least one
     */
    record OfAddresses(List<HostPort> addresses) implements ParsedTarget {
        /** Copies the addresses. */
        public OfAddresses {
            addresses = List.copyOf(addresses);
        }

        @Override
        public String scheme() {
            return "static";
        }

        @Override
        public String toString() {
            return "static:///" + addresses.stream().map(HostPort::toString).collect(Collectors.joining(","));
        }
    }

    /**
     * Several targets for the same thing, of which the first is used that can be read.
     *
     * @param targets at least two, none of them such a list itself
     */
    record FirstOf(List<ParsedTarget> targets) implements ParsedTarget {
        /** Copies the list. */
        public FirstOf {
            targets = List.copyOf(targets);
        }

        @Override
        public String scheme() {
            return targets.get(0).scheme();
        }

        @Override
        public String toString() {
            return targets.stream().map(ParsedTarget::toString).collect(Collectors.joining(" | "));
        }
    }

    /**
     * Endpoints that are given, not found.
     *
     * @param name what people call them
     */
    record Given(String name) implements ParsedTarget {
        @Override
        public String scheme() {
            return "given";
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * An address and a port.
     *
     * @param address the address
     * @param port 1 to 65535
     */
    record HostPort(IpAddress address, int port) {
        @Override
        public String toString() {
            String host = address.toString();
            return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
        }
    }
}
