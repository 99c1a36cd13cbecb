// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.config.Corefile;
import dev.cairn.dns.config.Problem;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.upstream.HostName;
import dev.cairn.dns.upstream.ResolvConf;
import dev.cairn.dns.upstream.Upstream;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.OutgoingQuery;
import dev.cairn.dns.wire.QuestionReader;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.RecordType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardConfigTest {

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    private ForwardConfig parse(String line) {
        return ForwardConfig.parse(
                Corefile.parse(". {\n" + line + "\n}\n", "Corefile", Map.of())
                        .get(0)
                        .directives("forward")
                        .get(0),
                folder::resolve,
                problems);
    }

    @Test
    void filesOfTlsAreThoseOfTheFolderThatTheBlockNames() {
        parse("forward . tls://9.9.9.9 {\n tls ca.pem\n}");

        assertThat(messages())
                .singleElement()
                .asString()
                .contains(folder.resolve("ca.pem").toString());
    }

    private List<String> messages() {
        return problems.toList().stream().map(Problem::message).toList();
    }

    private static QuestionReader question(String name) {
        byte[] query = new byte[OutgoingQuery.MAX_BYTES];
        int length =
                OutgoingQuery.of(DomainName.parse(name), RecordType.A, true).write(query, 0, 1, 0, 0);
        QuestionReader question = new QuestionReader();
        question.read(query, length);
        return question;
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.10, 10.0.0.10:53, false, ''",
        "10.0.0.10:1053, 10.0.0.10:1053, false, ''",
        "dns://10.0.0.10, 10.0.0.10:53, false, ''",
        "2001:db8::1, [2001:db8:0:0:0:0:0:1]:53, false, ''",
        "[2001:db8::1]:1053, [2001:db8:0:0:0:0:0:1]:1053, false, ''",
        "tls://9.9.9.9, 9.9.9.9:853, true, ''",
        "tls://9.9.9.9:8853, 9.9.9.9:8853, true, ''",
        "tls://9.9.9.9%dns.quad9.net, 9.9.9.9:853, true, dns.quad9.net",
        "tls://9.9.9.9%dns.quad9.net:8853, 9.9.9.9:8853, true, dns.quad9.net",
        "tls://[2620:fe::fe%dns.quad9.net]:853, [2620:fe:0:0:0:0:0:fe]:853, true, dns.quad9.net",
    })
    void readsServers(String word, String address, boolean isTls, String serverName) {
        ForwardConfig config = parse("forward . " + word);

        assertThat(messages()).isEmpty();
        Upstream server = (Upstream) config.sources().get(0);
        assertThat(server).hasToString(address);
        assertThat(server.isTls()).isEqualTo(isTls);
        assertThat(server.serverName()).isEqualTo(serverName);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.10:0, neither an address nor a name nor a file",
        "10.0.0.10:65536, neither an address nor a name nor a file",
        "10.0.0.1000, neither an address nor a name nor a file",
        "-dns.example.org, neither an address nor a name nor a file",
        "dns.example.org:x, neither an address nor a name nor a file",
        "dns://10.0.0.256, names no server",
        "tls://dns..example, names no server",
        "https://9.9.9.9, DNS over HTTPS is not offered",
        "quic://9.9.9.9, asked by dns:// or tls://",
        "/does/not/exist, cannot be read",
    })
    void refusesWhatIsNoServer(String word, String reason) {
        parse("forward . " + word);

        assertThat(messages()).singleElement().asString().contains(word).contains(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "dns.example.org, dns.example.org:53, false, ''",
        "dns://localhost:1053, localhost:1053, false, ''",
        "tls://dns.example.org, dns.example.org:853, true, ''",
        "tls://dns.example.org%dns.google:8853, dns.example.org:8853, true, dns.google",
    })
    void takesServersByName(String word, String text, boolean isTls, String serverName) {
        ForwardConfig config = parse("forward . " + word + " {\n resolver 10.0.0.1 [::1]:1053\n}");

        assertThat(messages()).isEmpty();
        HostName server = (HostName) config.sources().get(0);
        assertThat(server).hasToString(text);
        assertThat(server.isTls()).isEqualTo(isTls);
        assertThat(server.serverName()).isEqualTo(serverName);
        assertThat(server.resolvers()).hasToString("[10.0.0.1:53, [0:0:0:0:0:0:0:1]:1053]");
    }

    @Test
    void resolversAreGivenByTheirAddresses() {
        parse("forward . dns.example.org {\n resolver ns.example.org\n}");

        assertThat(messages()).singleElement().asString().contains("resolver takes IP addresses");
    }

    @Test
    void readsFilesThatListServers() throws IOException {
        Path file = Files.writeString(folder.resolve("resolv.conf"), "search a\nnameserver 10.0.0.1\n");
        Path empty = Files.writeString(folder.resolve("empty.conf"), "search a\n");

        assertThat(parse("forward . " + file).sources()).containsExactly(new ResolvConf(file));
        assertThat(messages()).isEmpty();
        parse("forward . " + empty);
        assertThat(messages()).singleElement().asString().contains("lists no name server");
    }

    @Test
    void tlsServernameIsForAllServersOrForEach() {
        ForwardConfig config = parse("forward . tls://9.9.9.9 tls://9.9.9.10 {\n tls_servername dns.quad9.net\n}");
        assertThat(config.sources())
                .allSatisfy(
                        source -> assertThat(((Upstream) source).serverName()).isEqualTo("dns.quad9.net"));

        parse("forward . tls://9.9.9.9%dns.quad9.net {\n tls_servername dns.google\n}");
        assertThat(messages()).singleElement().asString().contains("tls_servername gives another one");
    }

    @Test
    void takesAllOptions() {
        ForwardConfig config = parse("""
                forward . 10.0.0.1 10.0.0.2 {
                    except example.org 10.0.0.0/8
                    force_tcp
                    prefer_udp
                    expire 20s
                    max_age 1m
                    max_idle_conns 4
                    read_timeout 1s
                    max_fails 3
                    max_connect_attempts 5
                    tls
                    policy sequential
                    health_check 5s no_rec domain example.org
                    max_concurrent 1000
                    next NXDOMAIN refused
                    next_on_nodata
                    failover SERVFAIL
                    failfast_all_unhealthy_upstreams
                    source_address 127.0.0.1
                }
                """);

        assertThat(messages()).isEmpty();
        assertThat(config.nextRcodes()).containsExactlyInAnyOrder(Rcode.NXDOMAIN, Rcode.REFUSED);
        assertThat(config.nextOnNodata()).isTrue();
        assertThat(config.except())
                .containsExactly(DomainName.parse("example.org."), DomainName.parse("10.in-addr.arpa."));
    }

    @ParameterizedTest
    @CsvSource({
        "policy fastest, policy",
        "failover NOERROR, takes response codes",
        "next WHATEVER, takes response codes",
        "read_timeout 0, more than zero",
        "max_fails -1, takes a number",
        "max_age 5s, max_age must not be less than expire",
        "health_check 1s twice, word of health_check",
        "source_address here, takes an IP address",
        "tls /does/not/exist, does not exist",
        "doh_method GET, not offered",
        "max_concurent 5, did you mean",
        "force_tcp yes, takes no argument",
    })
    void refusesWrongOptions(String option, String reason) {
        parse("forward . 10.0.0.1 {\n" + option + "\n}");

        assertThat(messages()).singleElement().asString().contains(reason);
    }

    @Test
    void moreServersThanAreEverAskedAreRefused() {
        parse("forward . " + "10.0.0.1 ".repeat(16));

        assertThat(messages()).singleElement().asString().contains("15 servers at most");
    }

    @ParameterizedTest
    @CsvSource({
        "www.example.org., true",
        "example.org., true",
        "EXAMPLE.org., true",
        "example.com., false",
        "lab.example.org., false",
        "a.LAB.example.org., false",
    })
    void concernsNamesAtOrBelowTheZoneThatAreNotExcepted(String name, boolean isConcerned) {
        ForwardConfig config = parse("forward example.org 10.0.0.1 {\n except lab.example.org\n}");

        assertThat(config.concerns(question(name))).isEqualTo(isConcerned);
    }

    @Test
    void zoneItselfIsForwardedEvenIfExcepted() {
        ForwardConfig config = parse("forward example.org 10.0.0.1 {\n except example.org\n}");

        assertThat(config.concerns(question("example.org."))).isTrue();
        assertThat(config.concerns(question("www.example.org."))).isFalse();
    }

    @Test
    void eachZoneOfARangeIsForwarded() {
        ForwardConfig config = parse("forward 10.96.0.0/15 10.0.0.1");

        assertThat(config.concerns(question("1.0.96.10.in-addr.arpa."))).isTrue();
        assertThat(config.concerns(question("1.0.97.10.in-addr.arpa."))).isTrue();
        assertThat(config.concerns(question("1.0.98.10.in-addr.arpa."))).isFalse();
    }

    @Test
    void leavesZonesAloneThatItNeverAnswersFor() {
        ForwardConfig config = parse("forward example.org 10.0.0.1 {\n except lab.example.org\n}");

        assertThat(config.mayConcern(DomainName.ROOT)).isTrue();
        assertThat(config.mayConcern(DomainName.parse("www.example.org."))).isTrue();
        assertThat(config.mayConcern(DomainName.parse("cluster.local."))).isFalse();
        assertThat(config.mayConcern(DomainName.parse("a.lab.example.org."))).isFalse();
    }
}
