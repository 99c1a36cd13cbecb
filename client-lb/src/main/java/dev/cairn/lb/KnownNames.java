// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.lb.internal.target.ParsedTarget;
import dev.cairn.lb.internal.target.PortReference;
import dev.cairn.lb.internal.target.TargetParser;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The host names of URLs that stand for targets. <b>Immutable.</b> */
final class KnownNames {
    private final Map<String, Target> services;
    private final Set<String> namespaces;
    private final String clusterDomain;

    private KnownNames(Builder builder) {
        services = Map.copyOf(builder.services);
        namespaces = Set.copyOf(builder.namespaces);
        clusterDomain = builder.clusterDomain;
    }

    String clusterDomain() {
        return clusterDomain;
    }

    /** The target of a host in lower case; empty when it is not a known one. */
    Optional<Target> target(String host, int port) {
        String name = withoutDot(host);
        Target registered = services.get(name);
        if (registered != null) {
            return Optional.of(withPort(registered, port));
        }
        return isKnown(name) ? Optional.of(Target.parse("k8s:///" + name + ":" + port)) : Optional.empty();
    }

    /** The target of a host in lower case with the port that it was registered with, if any; empty when it is not a known one. */
    Optional<Target> target(String host) {
        String name = withoutDot(host);
        Target registered = services.get(name);
        if (registered != null) {
            return Optional.of(registered);
        }
        return isKnown(name) ? Optional.of(Target.parse("k8s:///" + name)) : Optional.empty();
    }

    private static String withoutDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private boolean isKnown(String name) {
        String[] labels = name.split("\\.", 4);
        if (labels.length < 2 || !TargetParser.isLabel(labels[0]) || !TargetParser.isLabel(labels[1])) {
            return false;
        }
        if (labels.length == 2) {
            return namespaces.contains(labels[1]);
        }
        return labels[2].equals("svc") && (labels.length == 3 || labels[3].equals(clusterDomain));
    }

    private static Target withPort(Target target, int port) {
        return Target.of(withPort(target.parsed(), PortReference.of(port)));
    }

    private static ParsedTarget withPort(ParsedTarget target, PortReference wanted) {
        if (target instanceof ParsedTarget.OfService service && service.port().equals(PortReference.ONLY)) {
            return new ParsedTarget.OfService(
                    service.scheme(), service.service(), service.namespace(), wanted, service.options());
        }
        if (target instanceof ParsedTarget.OfDns dns && dns.port().equals(PortReference.ONLY)) {
            return new ParsedTarget.OfDns(dns.server(), dns.name(), wanted);
        }
        if (target instanceof ParsedTarget.FirstOf several) {
            return new ParsedTarget.FirstOf(several.targets().stream()
                    .map(each -> withPort(each, wanted))
                    .toList());
        }
        return target;
    }

    /** Collects names. <b>Confined to</b> one thread. */
    static final class Builder {
        private final Map<String, Target> services = new HashMap<>();
        private final Set<String> namespaces = new HashSet<>();
        private String clusterDomain = "cluster.local";

        void service(String host) {
            service(host, "k8s:///" + host);
        }

        void service(String host, String target) {
            services.put(host.toLowerCase(Locale.ROOT), Target.parse(target));
        }

        void namespace(String namespace) {
            namespaces.add(namespace.toLowerCase(Locale.ROOT));
        }

        void clusterDomain(String domain) {
            clusterDomain = domain.toLowerCase(Locale.ROOT);
        }

        KnownNames build() {
            return new KnownNames(this);
        }
    }
}
