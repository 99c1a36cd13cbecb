// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import java.util.List;
import java.util.Set;

/**
 * The names of CoreDNS's directives in the fixed order in which its handlers run, whatever their order in the file.
 *
 * <p><b>Thread-safe.</b>
 */
public final class DirectiveNames {

    /** All names, first to run first. */
    public static final List<String> IN_ORDER = List.of(
            "root",
            "metadata",
            "geoip",
            "cancel",
            "proxyproto",
            "quic",
            "grpc_server",
            "https",
            "https3",
            "timeouts",
            "multisocket",
            "reload",
            "nsid",
            "bufsize",
            "bind",
            "debug",
            "trace",
            "ready",
            "health",
            "pprof",
            "shed",
            "prometheus",
            "errors",
            "log",
            "dnstap",
            "local",
            "dns64",
            "any",
            "chaos",
            "loadbalance",
            "tsig",
            "rewrite",
            "autopath",
            "acl",
            "cache",
            "header",
            "dnssec",
            "tls",
            "minimal",
            "template",
            "transfer",
            "hosts",
            "route53",
            "azure",
            "clouddns",
            "k8s_external",
            "kubernetes",
            "file",
            "auto",
            "secondary",
            "etcd",
            "loop",
            "forward",
            "grpc",
            "erratic",
            "whoami",
            "on",
            "sign",
            "view",
            "nomad");

    private DirectiveNames() {}

    /** Adds a problem for each directive of the blocks that is not offered. */
    public static void check(List<ServerBlock> blocks, Set<String> offered, Problems problems) {
        for (ServerBlock block : blocks) {
            for (Directive directive : block.directives()) {
                if (!offered.contains(directive.name())) {
                    add(directive, problems);
                }
            }
        }
    }

    /** A word that is mistyped is guessed among all of CoreDNS, so that the next answer says whether that one is offered. */
    private static void add(Directive directive, Problems problems) {
        String name = directive.name();
        if (IN_ORDER.contains(name) || DirectiveAdvice.knows(name)) {
            problems.add(
                    directive.position(),
                    "directive \"" + name + "\" of CoreDNS is not offered: " + DirectiveAdvice.of(name));
        } else {
            problems.addUnknown(directive.position(), "directive", name, IN_ORDER);
        }
    }
}
