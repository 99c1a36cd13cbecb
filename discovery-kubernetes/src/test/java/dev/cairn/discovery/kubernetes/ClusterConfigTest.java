// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.DiscoverySource;
import dev.cairn.discovery.DiscoverySources;
import io.fabric8.kubernetes.client.OAuthTokenProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterConfigTest {
    private static final String KUBECONFIG = """
            apiVersion: v1
            kind: Config
            current-context: one
            clusters:
            - {name: a, cluster: {server: "https://a.example:6443/"}}
            - {name: b, cluster: {server: "https://b.example"}}
            - {name: none, cluster: {}}
            users:
            - {name: u, user: {token: secret}}
            contexts:
            - {name: one, context: {cluster: a, user: u, namespace: shop}}
            - {name: two, context: {cluster: b, user: u}}
            - {name: broken, context: {cluster: none, user: u}}
            """;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = Files.writeString(folder.resolve("config"), KUBECONFIG);
    }

    @Test
    void takesTheCurrentContext() {
        try (KubernetesDiscovery source =
                KubernetesDiscovery.builder().kubeconfig(file).build()) {
            assertThat(source.origin()).isEqualTo("https://a.example:6443");
            assertThat(source.defaultNamespace()).isEqualTo("shop");
        }
    }

    @Test
    void takesTheContextAskedFor() {
        try (KubernetesDiscovery source =
                KubernetesDiscovery.builder().kubeconfig(file).context("two").build()) {
            assertThat(source.origin()).isEqualTo("https://b.example");
            assertThat(source.defaultNamespace()).isEqualTo("default");
        }
    }

    @Test
    void takesTheNamespaceAskedFor() {
        try (KubernetesDiscovery source = KubernetesDiscovery.builder()
                .kubeconfig(file)
                .namespace("other")
                .build()) {
            assertThat(source.defaultNamespace()).isEqualTo("other");
        }
    }

    @Test
    void takesAnEndpointInsteadOfAFile() {
        try (KubernetesDiscovery source =
                KubernetesDiscovery.builder().endpoint("http://192.0.2.1:8080/").build()) {
            assertThat(source.origin()).isEqualTo("http://192.0.2.1:8080");
            assertThat(source.defaultNamespace()).isEqualTo("default");
        }
    }

    @Test
    void takesAnEndpointByItsOptions() {
        try (DiscoverySource source = DiscoverySources.open("k8s", Map.of("endpoint", "https://192.0.2.1"))) {
            assertThat(source.origin()).isEqualTo("https://192.0.2.1");
        }
    }

    @Test
    void saysWhatIsWrongWithAnEndpoint() {
        Path missing = folder.resolve("missing.pem");
        assertThatThrownBy(() -> KubernetesDiscovery.builder()
                        .endpoint("https://192.0.2.1")
                        .certificateAuthority(missing)
                        .build())
                .isInstanceOf(DiscoveryException.class)
                .hasMessage(missing + ", which the endpoint of the API server needs: no such file");
        assertThatThrownBy(() -> KubernetesDiscovery.builder()
                        .endpoint("https://192.0.2.1")
                        .kubeconfig(file)
                        .build())
                .isInstanceOf(DiscoveryException.class)
                .hasMessage("a kubeconfig and an endpoint are given: leave one of them out");
        assertThatThrownBy(() ->
                        KubernetesDiscovery.builder().certificateAuthority(file).build())
                .isInstanceOf(DiscoveryException.class)
                .hasMessage("certificates are given, but no endpoint that they are for");
    }

    @ParameterizedTest
    @ValueSource(strings = {"k8s", "kubernetes"})
    void isFoundByItsSchemes(String scheme) {
        Map<String, String> options = Map.of("kubeconfig", file.toString(), "context", "two");
        try (DiscoverySource source = DiscoverySources.open(scheme, options)) {
            assertThat(source.origin()).isEqualTo("https://b.example");
        }
    }

    @Test
    void namesTheFileThatIsMissing() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> ClusterConfig.load(missing, null))
                .isInstanceOfSatisfying(
                        DiscoveryException.class,
                        e -> assertThat(e.isPermanent()).isTrue())
                .hasMessageContaining("kubeconfig " + missing + ": no such file");
    }

    @Test
    void namesTheContextThatIsMissingAndThoseThereAre() {
        assertThatThrownBy(() -> ClusterConfig.load(file, "three"))
                .hasMessage("kubeconfig " + file + ": no context \"three\"; known are [broken, one, two]");
    }

    @Test
    void refusesAContextWithoutServer() {
        assertThatThrownBy(() -> ClusterConfig.load(file, "broken"))
                .hasMessageContaining("such as the server of the context's cluster");
    }

    @Test
    void refusesACurrentContextThatIsNotThere() throws IOException {
        Files.writeString(file, KUBECONFIG.replace("current-context: one", "current-context: gone"));
        assertThatThrownBy(() -> ClusterConfig.load(file, null))
                .hasMessage("kubeconfig " + file + ": current-context names no context; known are [broken, one, two]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "apiVersion: [", "just text"})
    void refusesAFileThatIsNoKubeconfig(String content) throws IOException {
        Files.writeString(file, content);
        assertThatThrownBy(() -> ClusterConfig.load(file, null))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageStartingWith("kubeconfig " + file);
    }

    @Test
    void refusesOptionsItDoesNotKnow() {
        assertThatThrownBy(() -> new KubernetesDiscoveryProvider().open(Map.of("kubecfg", "x")))
                .hasMessage(
                        "unknown options [kubecfg]; known are [certificate-authority, client-certificate, client-key, context, endpoint, kubeconfig, silence-timeout]");
    }

    @Test
    void refusesADurationThatIsNone() {
        assertThatThrownBy(() -> new KubernetesDiscoveryProvider().open(Map.of("silence-timeout", "soon")))
                .isInstanceOf(DiscoveryException.class)
                .hasMessage("option silence-timeout must be a duration such as PT45S, was soon");
    }

    @Test
    void readsTheTokenFileOfTheContextsUserAgainEachTime() throws IOException {
        Files.writeString(file, KUBECONFIG.replace("{token: secret}", "{token: secret, tokenFile: token}"));
        Path token = Files.writeString(folder.resolve("token"), "first\n");
        OAuthTokenProvider provider = ClusterConfig.load(file, "two").client().getOauthTokenProvider();
        assertThat(provider.getToken()).isEqualTo("first");
        Files.writeString(token, "second");
        assertThat(provider.getToken()).isEqualTo("second");
        Files.delete(token);
        assertThat(provider.getToken()).as("the last one").isEqualTo("second");
    }

    @Test
    void aUserWithoutTokenFileHasTheTokenOfTheKubeconfig() {
        assertThat(ClusterConfig.load(file, null).client().getOauthTokenProvider())
                .isNull();
    }
}
