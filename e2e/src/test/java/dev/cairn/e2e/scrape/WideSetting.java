// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.scrape;

import dev.cairn.e2e.cluster.Waiting;
import dev.cairn.e2e.server.Upstream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Opcode;

/** The other directives that count, in more server blocks, with upstreams that answer, fail, hold and end. */
final class WideSetting implements Setting {
    private static final int SECONDS = 10;
    private static final Duration EXPIRED = Duration.ofMillis(2200); // an answer for one second has ended
    private static final int OTHER_PORT = 5353;

    /** Server blocks that known differences are in. */
    static final String ACL = "acl.example.";

    static final String STALE = "stale.example.";
    static final String BUSY = "busy.example.";
    static final String REJECTED = "rejected.example.";

    /** The zones of the cache that the server's own data are before. */
    static final String CACHED = "example.,cluster.local.,in-addr.arpa.";

    private static final String COREFILE = """
            (counted) {
                errors
                prometheus :9153
            }
            .:53 {
                import counted
                health 127.0.0.1:8080
                ready
                reload 2s
                local
                autopath @kubernetes
                rewrite name exact alias.example web.scrape.svc.cluster.local
                hosts {
                    192.0.2.1 host.example
                    2001:db8::1 host.example
                    fallthrough
                }
                kubernetes cluster.local in-addr.arpa {
                    kubeconfig KUBECONFIG
                    pods verified
                    fallthrough in-addr.arpa
                    ttl 30
                }
                forward . 127.0.0.1:FIRST 127.0.0.1:SECOND {
                    policy sequential
                    health_check 500ms
                }
                cache 60 example cluster.local in-addr.arpa
                loadbalance
            }
            cached.example:53 {
                import counted
                cache 60 {
                    prefetch 2 1m 90%
                }
                forward . 127.0.0.1:FIRST
            }
            acl.example:53 {
                import counted
                acl {
                    block type MX net *
                    filter type TXT net *
                    drop type SRV net *
                    allow net 127.0.0.0/8
                    block
                }
                forward . 127.0.0.1:FIRST
            }
            template.example:53 {
                import counted
                template IN A {
                    match ^broken[.]
                    answer "{{ .Name }} 60 IN A no-address"
                    fallthrough
                }
                template IN A {
                    match ^failing[.]
                    answer "{{ .Name }} 60 IN A {{ index .Match 7 }}"
                    fallthrough
                }
                template IN A {
                    match ^[a-z]+[.]template[.]example[.]$
                    answer "{{ .Name }} 60 IN A 192.0.2.7"
                    fallthrough
                }
                template ANY ANY {
                    rcode NXDOMAIN
                }
            }
            stale.example:53 {
                import counted
                cache {
                    success 100 60 1
                    denial 100 60 1
                    serve_stale 1h
                }
                forward . 127.0.0.1:ENDING {
                    max_fails 1
                    health_check 100ms
                }
            }
            failing.example:53 {
                import counted
                forward . 127.0.0.1:NOBODY {
                    max_fails 1
                    health_check 100ms
                }
            }
            busy.example:53 {
                import counted
                forward . 127.0.0.1:FIRST {
                    max_concurrent 1
                }
            }
            rejected.example:53 {
                import counted
                template ANY ANY {
                    rcode NXDOMAIN
                }
            }
            tcp.example:5353 {
                import counted
                forward . 127.0.0.1:FIRST {
                    force_tcp
                }
                cache 60 {
                    disable success tcp.example
                }
            }
            """;

    private final Scene scene;
    private final int firstPort;
    private final Upstream upstream;
    private final Upstream second;

    /** With upstreams on this port and the next three. */
    WideSetting(Scene scene, int firstPort) {
        this.scene = scene;
        this.firstPort = firstPort;
        this.upstream = Upstream.start(firstPort);
        this.second = Upstream.start(firstPort + 1);
    }

    @Override
    public String corefile() {
        return COREFILE.replace("KUBECONFIG", scene.kubeconfig().toString())
                .replace("FIRST", String.valueOf(firstPort))
                .replace("SECOND", String.valueOf(firstPort + 1))
                .replace("ENDING", String.valueOf(firstPort + 2))
                .replace("NOBODY", String.valueOf(firstPort + 3));
    }

    @Override
    public boolean isSettled() {
        return true;
    }

    @Override
    public void close() {
        upstream.close();
        second.close();
    }

    @Override
    @SuppressWarnings("try") // the upstream answers until it is closed
    public void drive() {
        try (Asker asker = new Asker(Setting.server("127.0.0.1"), "127.0.0.1");
                Asker other =
                        new Asker(new InetSocketAddress(InetAddress.getLoopbackAddress(), OTHER_PORT), "127.0.0.1");
                Asker pod = new Asker(Setting.server("127.0.0.1"), scene.podAddress())) {
            long askedNanos = System.nanoTime();
            try (Upstream ending = Upstream.start(firstPort + 2)) {
                asker.udp("brief.stale.example", "A");
                asker.udp("nxdomain.stale.example", "A");
            }
            askMain(asker);
            askByHandlers(asker);
            askBusy(asker);
            askWhatIsRejected(asker);
            pod.udp("www.example." + Scene.NAMESPACE + ".svc.cluster.local", "A", "AAAA");
            pod.udp("web." + Scene.NAMESPACE + ".svc.cluster.local", "A");
            other.udp("www.tcp.example", "A", "A");
            other.tcp("nxdomain.tcp.example", "A", "A");
            other.udp("elsewhere.example", "A");
            asker.udp("www.failing.example", "A");
            Waiting.until("an answer has expired", SECONDS, () -> System.nanoTime() - askedNanos > EXPIRED.toNanos());
            asker.udp("brief.stale.example", "A");
            asker.udp("new.stale.example", "A");
            asker.udp("www.failing.example", "A");
        }
    }

    private static void askMain(Asker asker) {
        asker.udp("localhost.corp.example", "A", "AAAA");
        asker.udp("localhost", "A");
        asker.udp("alias.example", "A", "AAAA");
        asker.udp("host.example", "A", "AAAA", "MX");
        asker.udp("1.2.0.192.in-addr.arpa", "PTR");
        asker.udp("web." + Scene.NAMESPACE + ".svc.cluster.local", "A", "A");
        asker.udp("nobody." + Scene.NAMESPACE + ".svc.cluster.local", "A", "A");
        asker.udp("www.example", "A", "A");
        asker.udp("www.cached.example", "A", "AAAA", "A");
        asker.udp("brief.cached.example", "A", "A", "A");
        asker.udp("nxdomain.cached.example", "A", "A");
        asker.udp("servfail.cached.example", "A", "A");
        asker.udp("refused.cached.example", "A", "A");
        asker.udp("large.cached.example", "TXT");
        asker.tcp("large.cached.example", "TXT", "TXT");
    }

    private static void askByHandlers(Asker asker) {
        asker.udp("www.acl.example", "A", "MX", "TXT");
        asker.unanswered("www.acl.example", "SRV");
        asker.udp("www.template.example", "A", "AAAA");
        asker.udp("broken.template.example", "A");
        asker.udp("failing.template.example", "A");
    }

    /** What is no question for an answer here. */
    private static void askWhatIsRejected(Asker asker) {
        asker.inClass(DClass.CH, "version.rejected.example");
        asker.unknownVersion("www.rejected.example");
        asker.operation(Opcode.STATUS, "www.rejected.example");
        asker.operation(Opcode.NOTIFY, "www.rejected.example");
        asker.operation(Opcode.UPDATE, "www.rejected.example");
        asker.twice("www.rejected.example");
        asker.udp("www.rejected.example", "IXFR");
        asker.tcp("www.rejected.example", "AXFR");
    }

    private void askBusy(Asker asker) {
        asker.begin("held.busy.example");
        Waiting.until("a question is held", SECONDS, upstream::isHolding);
        try (Asker more = new Asker(Setting.server("127.0.0.1"), "127.0.0.1")) {
            more.udp("www.busy.example", "A", "AAAA");
        }
        upstream.release();
        asker.finish();
    }
}
