// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.cluster;

import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * etcd and the API server, with TLS and RBAC on. The API server can be ended and started again; it keeps its address, its
 * certificate and what etcd holds.
 */
public final class ControlPlane implements AutoCloseable {
    private static final int READY_SECONDS = 60;
    private static final long TOKEN_SECONDS = 86_400;

    private final Path folder;
    private final int etcdPort = FreePorts.next();
    private final int port = FreePorts.next();
    private final String adminToken = UUID.randomUUID().toString();
    private final Path adminKubeconfig;
    private final Daemon etcd;
    private Daemon apiServer;
    private final KubernetesClient client;

    private ControlPlane(Path folder) {
        this.folder = folder;
        SigningKey.write(folder);
        writeText("tokens.csv", adminToken + ",admin,admin,system:masters\n");
        adminKubeconfig = Kubeconfig.write(folder.resolve("admin.kubeconfig"), url(), authority(), adminToken);
        etcd = startEtcd();
        apiServer = launchApiServer();
        apiServer.await(READY_SECONDS, () -> Files.exists(authority()));
        client = client(adminToken);
        awaitReady();
    }

    /** Starts both and waits until the API server is ready. */
    public static ControlPlane start() {
        return new ControlPlane(Settings.newFolder("control-plane"));
    }

    /** Where its logs, keys and kubeconfig files are. */
    public Path folder() {
        return folder;
    }

    /** The URL of the API server. */
    public String url() {
        return "https://" + Net.NODE + ":" + port;
    }

    /** The file with the certificate of the authority that vouches for the API server. */
    public Path authority() {
        return folder.resolve("certificates").resolve("apiserver.crt");
    }

    /** A kubeconfig that may do everything. */
    public Path adminKubeconfig() {
        return adminKubeconfig;
    }

    /** A client that may do everything. */
    public KubernetesClient client() {
        return client;
    }

    /** A client with this token. */
    public KubernetesClient client(String token) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(url())
                .withCaCertFile(authority().toString())
                .withOauthToken(token)
                .withRequestRetryBackoffLimit(0)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** A writer of many objects that may do everything. */
    public ApiWriter writer(int connections) {
        return new ApiWriter(url(), adminToken, authority(), connections);
    }

    /** Runs the real kubectl, which must succeed; what it wrote. */
    public String kubectl(String... arguments) {
        return kubectl(List.of(arguments)).succeeds();
    }

    /** Runs the real kubectl. */
    public Command kubectl(List<String> arguments) {
        List<String> line = new ArrayList<>(
                List.of(Settings.program("kubectl").toString(), "--kubeconfig", adminKubeconfig.toString()));
        line.addAll(arguments);
        return Command.run(Map.of(), line);
    }

    /** A kubeconfig with a fresh token of this ServiceAccount, which must exist. */
    public Path kubeconfig(String namespace, String serviceAccount) {
        return Kubeconfig.write(
                folder.resolve(serviceAccount + "." + namespace + ".kubeconfig"),
                url(),
                authority(),
                token(namespace, serviceAccount));
    }

    /** A fresh token of this ServiceAccount, which must exist. */
    public String token(String namespace, String serviceAccount) {
        return client.serviceAccounts()
                .inNamespace(namespace)
                .withName(serviceAccount)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(TOKEN_SECONDS)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }

    /** Ends the API server without notice. */
    public void killApiServer() {
        apiServer.kill();
    }

    /** Starts the API server, which must not run, and waits until it is ready. */
    public void startApiServer() {
        apiServer = launchApiServer();
        awaitReady();
    }

    /** Makes etcd forget every revision that anybody has seen, so that no watch can resume. */
    public void compact() {
        etcdCall("/v3/kv/put", "{\"key\":\"L2UyZQ==\",\"value\":\"\"}");
        String status = etcdCall("/v3/kv/range", "{\"key\":\"AA==\"}");
        String revision = status.replaceAll("(?s).*\"revision\":\"(\\d+)\".*", "$1");
        etcdCall("/v3/kv/compaction", "{\"revision\":\"" + revision + "\",\"physical\":true}");
    }

    @Override
    public void close() {
        client.close();
        apiServer.close();
        etcd.close();
    }

    private Daemon startEtcd() {
        String peers = "http://127.0.0.1:" + FreePorts.next();
        return Daemon.start(
                        "etcd",
                        folder,
                        List.of(
                                Settings.program("etcd").toString(),
                                "--unsafe-no-fsync",
                                "--data-dir=" + folder.resolve("etcd"),
                                "--listen-client-urls=" + etcdUrl(),
                                "--advertise-client-urls=" + etcdUrl(),
                                "--listen-peer-urls=" + peers,
                                "--initial-advertise-peer-urls=" + peers,
                                "--initial-cluster=default=" + peers,
                                "--quota-backend-bytes=8589934592",
                                "--log-level=warn"))
                .await(READY_SECONDS, this::isEtcdHealthy);
    }

    private Daemon launchApiServer() {
        return Daemon.start(
                "kube-apiserver",
                folder,
                List.of(
                        Settings.program("kube-apiserver").toString(),
                        "--etcd-servers=" + etcdUrl(),
                        "--bind-address=" + Net.NODE,
                        "--advertise-address=" + Net.NODE,
                        "--secure-port=" + port,
                        "--cert-dir=" + folder.resolve("certificates"),
                        "--token-auth-file=" + folder.resolve("tokens.csv"),
                        "--authorization-mode=RBAC",
                        "--service-account-issuer=https://kubernetes.default.svc",
                        "--service-account-key-file=" + SigningKey.publicKey(folder),
                        "--service-account-signing-key-file=" + SigningKey.privateKey(folder),
                        "--service-cluster-ip-range=" + Net.SERVICE_RANGES,
                        // Pods then need neither a ServiceAccount nor a priority class.
                        "--disable-admission-plugins=ServiceAccount,TaintNodesByCondition,Priority",
                        "--max-requests-inflight=2000",
                        "--max-mutating-requests-inflight=2000"));
    }

    private void awaitReady() {
        apiServer.await(READY_SECONDS, () -> {
            try {
                return "ok".equals(client.raw("/readyz"));
            } catch (KubernetesClientException e) {
                return false;
            }
        });
    }

    private String etcdUrl() {
        return "http://127.0.0.1:" + etcdPort;
    }

    private boolean isEtcdHealthy() {
        return Http.isOk(etcdUrl() + "/health");
    }

    /** etcd speaks JSON beside gRPC. */
    private String etcdCall(String path, String body) {
        return Http.send(HttpRequest.newBuilder(URI.create(etcdUrl() + path))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build())
                .body();
    }

    private void writeText(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
