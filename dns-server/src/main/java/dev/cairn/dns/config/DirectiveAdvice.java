// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import static java.util.Map.entry;

import java.util.Map;

/** What to do instead with each directive of CoreDNS that is not offered. It has no say in what is offered. */
final class DirectiveAdvice {

    private static final String TAKE_OUT = "take the line out";
    private static final String OTHER_BACKEND =
            "let a CoreDNS with this directive serve the zone, and forward the zone to it";
    private static final String PLAIN_DNS = "serve dns:// and put a proxy for this protocol in front";
    private static final String SIGNED_ELSEWHERE =
            "let the name server that holds the zone's keys sign it, and forward the zone to it";
    private static final String ZONE_ELSEWHERE =
            "put a few records into hosts, or forward the zone to the name server that has its file";

    private static final Map<String, String> ADVICE = Map.ofEntries(
            entry("metadata", "take the line out; log writes a hyphen where it would put metadata"),
            entry("geoip", "take the line out; nothing that is offered reads where a client is"),
            entry("proxyproto", "have the load balancer keep the clients' addresses (externalTrafficPolicy: Local)"),
            entry("quic", PLAIN_DNS),
            entry("grpc_server", PLAIN_DNS),
            entry("https", PLAIN_DNS),
            entry("https3", PLAIN_DNS),
            entry("tls", PLAIN_DNS),
            entry("nsid", "take the line out; the server is told apart by its address only"),
            entry("trace", "take the line out and use log, or the histograms of prometheus"),
            entry("pprof", "take the line out and use the JDK's jcmd (Thread.print, JFR.start)"),
            entry("shed", "take the line out; answers are written without a queue that could grow"),
            entry("dnstap", "take the line out and use log"),
            entry("dns64", "forward to a resolver that makes the AAAA records up"),
            entry("chaos", "take the line out; questions of class CH are answered REFUSED"),
            entry("tsig", "take the line out and limit the clients by acl"),
            entry("header", "take the line out; the flags follow from the answer"),
            entry("dnssec", SIGNED_ELSEWHERE),
            entry("sign", SIGNED_ELSEWHERE),
            entry("transfer", "take the line out; secondary servers can forward the zone to this one"),
            entry("route53", OTHER_BACKEND),
            entry("azure", OTHER_BACKEND),
            entry("clouddns", OTHER_BACKEND),
            entry("etcd", OTHER_BACKEND),
            entry("nomad", OTHER_BACKEND),
            entry("k8s_external", OTHER_BACKEND),
            entry("file", ZONE_ELSEWHERE),
            entry("auto", ZONE_ELSEWHERE),
            entry("secondary", ZONE_ELSEWHERE),
            entry("grpc", "forward over DNS or TLS"),
            entry("erratic", TAKE_OUT),
            entry("whoami", "take the line out and read the client's address from log"),
            entry("on", "run the command from the container's lifecycle hooks"),
            entry("view", "give each view a server block of its own, told apart by bind or port"),
            entry("proxy", "it is gone from CoreDNS too: use forward"),
            entry("federation", "it is gone from CoreDNS too: take the line out"));

    private DirectiveAdvice() {}

    /** Whether there is advice for this word. */
    static boolean knows(String name) {
        return ADVICE.containsKey(name);
    }

    /** What to do instead; the least that can be said where nothing is known. */
    static String of(String name) {
        return ADVICE.getOrDefault(name, TAKE_OUT);
    }
}
