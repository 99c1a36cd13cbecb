// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.scrape;

import dev.cairn.e2e.server.StockCorefile;
import dev.cairn.e2e.server.Upstream;

/** kubeadm's file as it stands, on the cluster's names and on those of one upstream. */
final class StockSetting implements Setting {
    private static final String ZONE = "svc.cluster.local";
    private static final String WEB = "web." + Scene.NAMESPACE + "." + ZONE;
    private static final String MANY = "many." + Scene.NAMESPACE + "." + ZONE;

    private final Scene scene;
    private final Upstream upstream;

    /** With an upstream on this port. */
    StockSetting(Scene scene, int upstreamPort) {
        this.scene = scene;
        this.upstream = Upstream.start(upstreamPort);
    }

    @Override
    public String corefile() {
        return StockCorefile.read()
                .withUpstream("127.0.0.1:" + upstream.port())
                .withKubeconfig(scene.kubeconfig())
                .withHealthOn("127.0.0.1:8080")
                .withLameduck("1s")
                .text();
    }

    @Override
    public boolean isSettled() {
        return upstream.isProbed();
    }

    @Override
    public void close() {
        upstream.close();
    }

    @Override
    public void drive() {
        try (Asker asker = new Asker(Setting.server("127.0.0.1"), "127.0.0.1");
                Asker asker6 = new Asker(Setting.server("::1"), "::1")) {
            askForClusterNames(asker);
            askForClusterNames(asker6);
            asker.udp("7.77.96.10.in-addr.arpa", "PTR");
            askForOtherNames(asker);
        }
    }

    private static void askForClusterNames(Asker asker) {
        asker.udp(WEB, "A", "AAAA", "SRV", "TXT", "MX", "HTTPS", "SVCB", "NS", "SOA", "DS", "TYPE65280", "CAA");
        asker.udp("_http._tcp." + WEB, "SRV");
        asker.tcp(WEB, "A", "AAAA", "SRV");
        asker.edns(WEB, "A");
        asker.checkingDisabled(WEB);
        asker.udp("nobody." + Scene.NAMESPACE + "." + ZONE, "A", "AAAA");
        asker.udp("cluster.local", "SOA", "NS", "DNSKEY");
        asker.udp("9.9.9.9.in-addr.arpa", "PTR");
        asker.udp("10-1-2-3." + Scene.NAMESPACE + ".pod.cluster.local", "A");
        asker.udp(MANY, "A");
        asker.tcp(MANY, "A");
        asker.edns(MANY, "SRV");
    }

    private static void askForOtherNames(Asker asker) {
        for (int i = 0; i < 3; i++) {
            asker.udp("www.example", "A", "AAAA", "CNAME");
            asker.tcp("www.example", "A");
            asker.edns("www.example", "A");
            asker.checkingDisabled("www.example");
            asker.udp("nxdomain.example", "A", "MX");
            asker.udp("nodata.example", "A");
            asker.udp("yxdomain.example", "A");
            asker.udp("refused.example", "A");
            asker.udp("notimp.example", "A");
            asker.udp("servfail.example", "A");
        }
        asker.udp("large.example", "TXT");
        asker.tcp("large.example", "TXT");
        asker.udp("example", "DNSKEY", "RRSIG", "NSEC", "NSEC3", "ANY");
    }
}
