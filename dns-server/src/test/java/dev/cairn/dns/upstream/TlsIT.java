// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DNS over TLS: verified always, padded, over connections that are shared (RFC 7858, RFC 8310). */
class TlsIT {

    private static final List<Integer> LENGTHS = new CopyOnWriteArrayList<>();

    @TempDir
    private static Path folder;

    private static UpstreamLoop loop;
    private static FakeUpstream server;
    private static TlsClient trusting;

    @BeforeAll
    static void start() throws Exception {
        Certificates certificates = Certificates.make(folder, "dns:dns.test,ip:127.0.0.1");
        server = FakeUpstream.start(certificates.sockets(), asked -> {
            LENGTHS.add(asked.query().length);
            asked.reply(FakeUpstream.answer(asked, 1));
        });
        trusting = TlsClient.of(null, null, certificates.pem());
        loop = new UpstreamLoop();
    }

    @AfterAll
    static void stop() throws Exception {
        loop.close();
        server.close();
    }

    private static Waiting ask(TlsClient tls, String serverName, String name) {
        Upstream upstream = new Upstream(server.address(), true, serverName);
        // without probes, which would go on connecting
        ForwardOptions options =
                ForwardOptions.builder().tls(tls).maxTries(1).maxFails(0).build();
        Forwarder forwarder = new Forwarder(List.of(upstream), options, loop, UpstreamEvents.NONE);
        return Waiting.ask(forwarder, name);
    }

    @Test
    void takesTheCertificateOfTheNameThatIsConfigured() throws Exception {
        assertThat(ask(trusting, "dns.test", "a.example.").answer().answers()).hasSize(1);
        assertThat(LENGTHS).last().satisfies(length -> assertThat(length % 128).isZero());
    }

    @Test
    void takesTheCertificateOfTheAddressWithoutAName() throws Exception {
        assertThat(ask(trusting, "", "b.example.").answer().answers()).hasSize(1);
    }

    @Test
    void refusesTheCertificateOfAnotherName() throws Exception {
        assertThat(ask(trusting, "dns.elsewhere.test", "c.example.").failure()).isEqualTo(Failure.UNREACHABLE);
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() throws Exception {
        assertThat(ask(TlsClient.ofSystem(), "dns.test", "d.example.").failure())
                .isEqualTo(Failure.UNREACHABLE);
    }

    @Test
    void questionsShareAConnection() throws Exception {
        Upstream upstream = new Upstream(server.address(), true, "dns.test");
        Forwarder forwarder = new Forwarder(
                List.of(upstream), ForwardOptions.builder().tls(trusting).build(), loop, UpstreamEvents.NONE);
        int before = server.connections();

        for (int i = 0; i < 5; i++) {
            Waiting.ask(forwarder, "n" + i + ".example.").answer();
        }

        assertThat(server.connections()).isEqualTo(before + 1);
    }
}
