// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.Input;
import dev.cairn.discovery.LabelSelector;
import dev.cairn.discovery.Selection;
import dev.cairn.dns.cluster.ModelOptions;
import dev.cairn.dns.cluster.PodMode;
import dev.cairn.dns.config.Problem;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.ServerBlock;
import dev.cairn.dns.handler.Blocks;
import dev.cairn.dns.wire.DomainName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The directive {@code kubernetes} as it is written. */
class KubernetesConfigTest {
    private final Problems problems = new Problems();

    private KubernetesConfig parse(String lines) {
        ServerBlock block = Blocks.block(lines);
        return KubernetesConfig.parse(Blocks.first(block), block, problems);
    }

    private List<String> messages() {
        return problems.toList().stream().map(Problem::message).toList();
    }

    private static List<DomainName> names(String... names) {
        return List.of(names).stream().map(DomainName::parse).toList();
    }

    @Test
    void hasDefaults() {
        KubernetesConfig config = parse("kubernetes");
        assertThat(messages()).isEmpty();
        assertThat(config).isEqualTo(KubernetesConfig.of(names("cluster.local", "example.org")));
        assertThat(config.ttlSeconds()).isEqualTo(5);
        assertThat(config.pods()).isEqualTo(PodMode.DISABLED);
        assertThat(config.startupTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.silenceTimeout()).isEmpty();
        assertThat(config.fallthroughZones()).isEmpty();
        assertThat(config.kubeconfig()).isEmpty();
        assertThat(config.modelOptions()).isEqualTo(ModelOptions.DEFAULT);
        assertThat(config.primaryZone()).isEqualTo(DomainName.parse("cluster.local"));
    }

    @Test
    void readsEveryOption() {
        KubernetesConfig config = parse("""
                kubernetes in-addr.arpa K8s.example cluster.local ip6.arpa {
                    pods insecure
                    endpoint_pod_names
                    ttl 30
                    namespaces shop other
                    namespaces more
                    ignore empty_service
                    fallthrough in-addr.arpa ip6.arpa
                    startup_timeout 1m30s
                    silence_timeout 45s
                    kubeconfig /etc/kube/config admin
                }
                """);
        assertThat(messages()).isEmpty();
        assertThat(config.zones()).isEqualTo(names("in-addr.arpa", "k8s.example", "cluster.local", "ip6.arpa"));
        assertThat(config.primaryZone()).isEqualTo(DomainName.parse("k8s.example"));
        assertThat(config.pods()).isEqualTo(PodMode.INSECURE);
        assertThat(config.ttlSeconds()).isEqualTo(30);
        assertThat(config.modelOptions()).isEqualTo(new ModelOptions(Set.of("shop", "other", "more"), true, true));
        assertThat(config.ignoreEmptyServices()).isTrue();
        assertThat(config.fallthroughZones()).isEqualTo(names("in-addr.arpa", "ip6.arpa"));
        assertThat(config.startupTimeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(config.silenceTimeout()).isEqualTo(Optional.of(Duration.ofSeconds(45)));
        assertThat(config.kubeconfig()).isEqualTo(Optional.of(new Kubeconfig("/etc/kube/config", "admin")));
    }

    @Test
    void readsLabelSelectorsWithBlanks() {
        Selection selection = parse("""
                kubernetes cluster.local {
                    labels environment in (staging, qa),application=nginx
                    namespace_labels istio-injection=enabled
                }
                """).modelOptions().selection();
        assertThat(messages()).isEmpty();
        assertThat(selection.labels()).isEqualTo(LabelSelector.parse("environment in (qa,staging),application=nginx"));
        assertThat(selection.namespaceLabels()).isEqualTo(LabelSelector.parse("istio-injection=enabled"));
    }

    @Test
    void readsPodsOnlyToVerifyThem() {
        KubernetesConfig config = parse("kubernetes cluster.local {\npods verified\n}");
        assertThat(messages()).isEmpty();
        assertThat(config.pods()).isEqualTo(PodMode.VERIFIED);
        assertThat(config.modelOptions().selection().inputs()).contains(Input.PODS);
        assertThat(config.modelOptions().selection().podAddressesOnly()).isTrue();
        assertThat(parse("kubernetes cluster.local {\npods insecure\n}")
                        .modelOptions()
                        .selection()
                        .inputs())
                .doesNotContain(Input.PODS);
    }

    @Test
    void readsHowTheServerIsReachedWithoutAKubeconfig() {
        KubernetesConfig config = parse("""
                kubernetes cluster.local {
                    endpoint https://192.0.2.1:6443 https://192.0.2.2:6443
                    tls /c.pem /k.pem /ca.pem
                }
                """);
        assertThat(messages()).isEmpty();
        assertThat(config.endpoint())
                .contains(new ApiEndpoint("https://192.0.2.1:6443", List.of("/c.pem", "/k.pem", "/ca.pem")));
        assertThat(parse("kubernetes cluster.local {\nendpoint 192.0.2.1:8080\n}")
                        .endpoint())
                .contains(new ApiEndpoint("http://192.0.2.1:8080", List.of()));
        assertThat(parse("kubernetes cluster.local {\ntls a b c\n}").endpoint()).isEmpty();
        assertThat(messages()).isEmpty();
    }

    @Test
    void takesLimitsOnRequests() {
        parse("""
                kubernetes cluster.local {
                    apiserver_qps 2.5
                    apiserver_burst 10
                    apiserver_max_inflight 0
                }
                """);
        assertThat(messages()).isEmpty();
    }

    @Test
    void readsZonalAndAaaa() {
        KubernetesConfig config = parse("kubernetes cluster.local {\nzonal\naaaa off\n}");
        assertThat(messages()).isEmpty();
        assertThat(config.modelOptions().zones()).isTrue();
        assertThat(config.zoneOptions(DomainName.parse("cluster.local")).hidesIpv6())
                .isTrue();
        assertThat(parse("kubernetes cluster.local {\naaaa on\n}").answersIpv6())
                .isTrue();
        assertThat(messages()).isEmpty();
    }

    @Test
    void readsWhichZonesAreOfOtherClusters() {
        KubernetesConfig config = parse("""
                kubernetes clusterset.local cluster.local in-addr.arpa {
                    multicluster clusterset.local
                    pods verified
                    zonal
                }
                """);
        assertThat(messages()).isEmpty();
        DomainName set = DomainName.parse("clusterset.local");
        DomainName own = DomainName.parse("cluster.local");
        assertThat(config.modelOptions(set).selection().imports()).isTrue();
        assertThat(config.modelOptions(set).selection().inputs()).doesNotContain(Input.PODS);
        assertThat(config.modelOptions(set).zones()).isFalse();
        assertThat(config.modelOptions(own)).isEqualTo(config.modelOptions());
        assertThat(config.modelOptions(own).selection().imports()).isFalse();
        assertThat(config.zoneOptions(set).pods()).isEqualTo(PodMode.DISABLED);
        assertThat(config.primaryZone()).as("what reverse names lead into").isEqualTo(own);
        assertThat(parse("kubernetes cluster.local {\nmulticluster\n}").importZones())
                .isEmpty();
        assertThat(messages()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            multicluster other.local             | kubernetes: multicluster zone other.local. must be among the zones of the directive, and no reverse one
            noendpoints, zonal                   | kubernetes: zonal needs endpoints: take out noendpoints
            namespaces a, namespace_labels b=c   | kubernetes: namespaces and namespace_labels cannot both be given: select by name or by labels
            """)
    void saysWhichOptionsDoNotGoTogether(String options, String message) {
        KubernetesConfig config = parse("kubernetes cluster.local {\n" + options.replace(", ", "\n") + "\n}");
        assertThat(messages()).containsExactly(message);
        assertThat(config.modelOptions()).isNotNull();
    }

    @Test
    void readsWhatKubeadmWrites() {
        KubernetesConfig config = parse("""
                kubernetes cluster.local in-addr.arpa ip6.arpa {
                   pods insecure
                   fallthrough in-addr.arpa ip6.arpa
                   ttl 30
                }
                """);
        assertThat(messages()).isEmpty();
        assertThat(config.zones()).hasSize(3);
    }

    @Test
    void expandsRangesOfAddresses() {
        assertThat(parse("kubernetes cluster.local 10.0.0.0/8").zones())
                .isEqualTo(names("cluster.local", "10.in-addr.arpa"));
        assertThat(messages()).isEmpty();
    }

    @Test
    void passesOnEverywhereWithoutZones() {
        assertThat(parse("kubernetes cluster.local {\nfallthrough\n}").fallthroughZones())
                .containsExactly(DomainName.ROOT);
    }

    @Test
    void readsNoEndpoints() {
        assertThat(parse("kubernetes cluster.local {\nnoendpoints\n}").modelOptions())
                .isEqualTo(new ModelOptions(Set.of(), false, false));
    }

    @Test
    void takesNamesOfPodsWithoutEffectWhereNoEndpointsAreRead() {
        assertThat(parse("kubernetes cluster.local {\nendpoint_pod_names\nnoendpoints\n}")
                        .modelOptions())
                .isEqualTo(new ModelOptions(Set.of(), false, false));
        assertThat(messages()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pod insecure        | unknown option of kubernetes "pod": did you mean "pods"?
            pods insecur        | unknown mode of pods "insecur": did you mean "insecure"?
            pods                | pods takes one argument, not 0
            ttl                 | ttl takes one argument, not 0
            ttl 3601            | kubernetes: ttl must be 0 to 3600 seconds, not "3601"
            ttl -1              | kubernetes: ttl must be 0 to 3600 seconds, not "-1"
            ttl 5s              | kubernetes: ttl must be 0 to 3600 seconds, not "5s"
            namespaces          | namespaces takes one argument or more, not 0
            noendpoints yes     | noendpoints takes no argument, not 1
            ignore empty        | unknown thing to ignore "empty": known are empty_service
            kubeconfig          | kubeconfig takes 1 to 2 arguments, not 0
            endpoint            | endpoint takes one argument or more, not 0
            endpoint ftp://x    | kubernetes: endpoint must be a URL such as https://10.0.0.1:6443, not "ftp://x"
            tls cert key        | tls takes 3 arguments, not 2
            labels              | labels takes one argument or more, not 0
            labels a=b,         | kubernetes: labels: label selector "a=b,": at its end, the key of a label is expected, such as app or example.com/tier
            namespace_labels =a | kubernetes: namespace_labels: label selector "=a": at "=a", the key of a label is expected, such as app or example.com/tier
            apiserver_qps -1    | kubernetes: apiserver_qps must be a number of 0 or more, not "-1"
            apiserver_burst 1.5 | kubernetes: apiserver_burst must be a number of 0 or more, not "1.5"
            apiserver_max_inflight | apiserver_max_inflight takes one argument, not 0
            zonal yes           | zonal takes no argument, not 1
            aaaa maybe          | unknown switch of aaaa "maybe": known are on, off
            upstream            | kubernetes: option "upstream" is gone from CoreDNS too: take it out
            """)
    void saysWhatIsWrongWithAnOption(String option, String message) {
        parse("kubernetes cluster.local {\n  " + option + "\n}");
        assertThat(messages()).containsExactly(message);
        assertThat(problems.toList().get(0).position().line()).isEqualTo(3);
    }

    @Test
    void silenceIsNotForbidden() {
        parse("kubernetes cluster.local {\nsilence_timeout 0s\n}");
        assertThat(messages()).singleElement().asString().contains("silence_timeout must be longer");
    }

    @Test
    void tellsAllProblemsAtOnce() {
        parse("kubernetes cluster.local {\nttl x\nstartup_timeout soon\nfoo\n}");
        assertThat(messages()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubernetes in-addr.arpa", "kubernetes 10.0.0.0/8 ip6.arpa"})
    void needsAZoneForServices(String line) {
        parse(line);
        assertThat(messages()).singleElement().asString().contains("needs a zone for Services");
    }

    @Test
    void allowsOneDirectiveInABlock() {
        ServerBlock block = Blocks.block("kubernetes cluster.local\nkubernetes example.org");
        block.directives().forEach(directive -> KubernetesConfig.parse(directive, block, problems));
        assertThat(messages()).singleElement().asString().contains("one kubernetes directive");
        assertThat(problems.toList().get(0).position().line()).isEqualTo(3);
    }

    @Test
    void refusesOptionsThatHideEverything() {
        parse("kubernetes cluster.local {\nnoendpoints\nignore empty_service\n}");
        assertThat(messages()).singleElement().asString().contains("with noendpoints");
    }
}
