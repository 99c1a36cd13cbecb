// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.testkit.RecordingServiceWatcher;
import dev.cairn.discovery.testkit.Services;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who the source is to the server, and whom it trusts. */
class CredentialsIT {
    private static final ServiceName ORDERS = ServiceName.of("shop", "orders");
    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    private final RecordingServiceWatcher watcher = new RecordingServiceWatcher();

    @Test
    void asksACommandForATokenAndAsksAgainWhenItIsRefused() throws IOException {
        Path credential = writeCredential("first");
        try (ScriptedApi api = new ScriptedApi()) {
            api.put(Services.clusterIp("orders.shop", "10.96.0.10", 80));
            String user =
                    "{exec: {apiVersion: client.authentication.k8s.io/v1, command: cat, interactiveMode: Never, args: [\""
                            + credential + "\"]}}";
            try (KubernetesDiscovery source = source(api.url(), "", user)) {
                var unused = source.watch(ORDERS, watcher);
                watcher.awaitPresent();
                assertThat(api.requests())
                        .allMatch(request -> request.header("authorization").equals("Bearer first"));

                api.fault(exchange -> {
                    boolean isOld = exchange.header("authorization").equals("Bearer first");
                    if (isOld) {
                        exchange.refuse(401, "Unauthorized", "Unauthorized");
                    }
                    return isOld;
                });
                writeCredential("second");
                api.cutAll();
                api.put(Services.clusterIp("orders.shop", "10.96.0.11", 80));
                watcher.awaitPresent(
                        "the change",
                        snapshot -> snapshot.service().clusterIps().toString().equals("[10.96.0.11]"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{token: first}", "{tokenFile: token}"})
    void takesATokenThatWasReplaced(String user) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "first");
        try (ScriptedApi api = new ScriptedApi()) {
            api.put(Services.clusterIp("orders.shop", "10.96.0.10", 80));
            try (KubernetesDiscovery source = source(api.url(), "", user)) {
                var unused = source.watch(ORDERS, watcher);
                watcher.awaitPresent();

                api.fault(exchange -> {
                    boolean isOld = exchange.header("authorization").equals("Bearer first");
                    if (isOld) {
                        exchange.refuse(401, "Unauthorized", "Unauthorized");
                    }
                    return isOld;
                });
                api.cutAll();
                watcher.awaitFailure();
                Files.writeString(token, "second");
                writeKubeconfig(api.url(), "", user.replace("first", "second"));
                api.put(Services.clusterIp("orders.shop", "10.96.0.11", 80));
                watcher.awaitPresent(
                        "the change",
                        snapshot -> snapshot.service().clusterIps().toString().equals("[10.96.0.11]"));
            }
        }
    }

    @Test
    void trustsTheAuthorityOfTheKubeconfigAndNoOther()
            throws IOException, GeneralSecurityException, InterruptedException {
        keytool("-genkeypair", "-alias", "api", "-keyalg", "EC", "-dname", "CN=api", "-ext", "SAN=IP:127.0.0.1");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "api",
                "-file",
                folder.resolve("ca.crt").toString());
        try (ScriptedApi api = new ScriptedApi(serverContext(keys()).getServerSocketFactory(), "https")) {
            api.put(Services.clusterIp("orders.shop", "10.96.0.10", 80));
            String authority = ", certificate-authority: ca.crt";
            try (KubernetesDiscovery source = source(api.url(), authority, "{token: secret}")) {
                var unused = source.watch(ORDERS, watcher);
                watcher.awaitPresent();
            }
            try (KubernetesDiscovery source = source(api.url(), "", "{token: secret}")) {
                RecordingServiceWatcher stranger = new RecordingServiceWatcher();
                var unused = source.watch(ORDERS, stranger);
                assertThat(stranger.awaitFailure()).hasMessageContaining("TLS: ");
            }
        }
    }

    @Test
    void showsTheEndpointItsCertificate() throws IOException, GeneralSecurityException, InterruptedException {
        keytool("-genkeypair", "-alias", "api", "-keyalg", "EC", "-dname", "CN=api", "-ext", "SAN=IP:127.0.0.1");
        Path certificate = writePem(
                "client.crt", "CERTIFICATE", keys().getCertificate("api").getEncoded());
        Path key = writePem(
                "client.key",
                "PRIVATE KEY",
                keys().getKey("api", PASSWORD.toCharArray()).getEncoded());
        try (ScriptedApi api = new ScriptedApi(serverContext(keys()).getServerSocketFactory(), "https")) {
            api.requireClientCertificate();
            api.put(Services.clusterIp("orders.shop", "10.96.0.10", 80));
            KubernetesDiscovery.Builder builder = KubernetesDiscovery.builder()
                    .endpoint(api.url())
                    .certificateAuthority(certificate)
                    .tuning(TestTuning.FAST);
            try (KubernetesDiscovery stranger = builder.build()) {
                var unused = stranger.watch(ORDERS, watcher);
                assertThat(watcher.awaitFailure()).hasMessageContaining("cannot read ");
            }
            RecordingServiceWatcher known = new RecordingServiceWatcher();
            try (KubernetesDiscovery source =
                    builder.clientCertificate(certificate, key).build()) {
                var unused = source.watch(ORDERS, known);
                known.awaitPresent();
            }
        }
    }

    private Path writePem(String name, String kind, byte[] content) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                folder.resolve(name), "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
    }

    private KubernetesDiscovery source(String url, String authority, String user) throws IOException {
        return KubernetesDiscovery.builder()
                .kubeconfig(writeKubeconfig(url, authority, user))
                .tuning(TestTuning.FAST)
                .build();
    }

    private Path writeKubeconfig(String url, String authority, String user) throws IOException {
        return Files.writeString(folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: here
                clusters: [{name: c, cluster: {server: "%s"%s}}]
                users: [{name: u, user: %s}]
                contexts: [{name: here, context: {cluster: c, user: u}}]
                """.formatted(url, authority, user));
    }

    private Path writeCredential(String token) throws IOException {
        return Files.writeString(
                folder.resolve("credential.json"),
                "{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":{\"token\":\""
                        + token + "\"}}");
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder tool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        tool.command().addAll(List.of(arguments));
        tool.command()
                .addAll(List.of(
                        "-keystore",
                        folder.resolve("keys.p12").toString(),
                        "-storepass",
                        PASSWORD,
                        "-storetype",
                        "PKCS12"));
        Process process = tool.inheritIO().start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private KeyStore keys() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(folder.resolve("keys.p12"))) {
            keys.load(file, PASSWORD.toCharArray());
        }
        return keys;
    }

    /** A server that has these keys and trusts who has them, too. */
    private static SSLContext serverContext(KeyStore keys) throws GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try {
            trusted.load(null, null);
        } catch (IOException e) {
            throw new AssertionError("an empty store is not read from anywhere", e);
        }
        trusted.setCertificateEntry("client", keys.getCertificate("api"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
