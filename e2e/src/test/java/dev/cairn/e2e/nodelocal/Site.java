// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.nodelocal;

import dev.cairn.e2e.cluster.Cluster;
import dev.cairn.e2e.cluster.Command;
import dev.cairn.e2e.cluster.Daemon;
import dev.cairn.e2e.cluster.FreePorts;
import dev.cairn.e2e.cluster.Http;
import dev.cairn.e2e.cluster.Net;
import dev.cairn.e2e.cluster.Settings;
import dev.cairn.e2e.server.CairnCommand;
import dev.cairn.e2e.server.Exposition;
import dev.cairn.e2e.server.StockCorefile;
import dev.cairn.e2e.server.Upstream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Our server behind the Service that NodeLocal DNSCache asks, and NodeLocal's server with the file that it ships with. Both have one more
 * server to forward to, on loopback.
 */
final class Site implements AutoCloseable {
    /** Where NodeLocal listens on each node. */
    static final String LOCAL_ADDRESS = "169.254.20.10";

    /** The Service of the file, {@code kube-dns-upstream}. */
    static final String SERVICE = "10.96.0.11:53";

    private static final int READY_SECONDS = 60;
    private static final int CONNECT_MILLIS = 500;
    private static final Path FILE = Path.of("dns-server/src/test/resources/corefiles/nodelocaldns/Corefile");
    private static final String OBJECTS = """
            apiVersion: v1
            kind: Namespace
            metadata: { name: nodelocal }
            ---
            apiVersion: v1
            kind: Service
            metadata: { name: kube-dns-upstream, namespace: nodelocal }
            spec:
              clusterIP: 10.96.0.11
              ports:
                - { name: dns, port: 53, protocol: UDP }
                - { name: dns-tcp, port: 53, protocol: TCP }
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata:
              name: kube-dns-upstream-1
              namespace: nodelocal
              labels: { kubernetes.io/service-name: kube-dns-upstream }
            addressType: IPv4
            ports:
              - { name: dns, port: %1$d, protocol: UDP }
              - { name: dns-tcp, port: %1$d, protocol: TCP }
            endpoints: [{ addresses: [%2$s] }]
            """;

    private final Path folder = Settings.newFolder("nodelocal");
    private final InetSocketAddress address = new InetSocketAddress(Net.NODE, FreePorts.next());
    private final Upstream upstream = Upstream.start(FreePorts.next());
    private final Daemon cairn;
    private final Daemon nodeLocal;

    Site(Cluster cluster) throws IOException {
        Path objects =
                Files.writeString(folder.resolve("objects.yaml"), OBJECTS.formatted(address.getPort(), Net.NODE));
        cluster.kubectl("apply", "--filename", objects.toString());
        cairn = startCairn(cluster);
        Command.run("ip", "addr", "add", LOCAL_ADDRESS + "/32", "dev", "lo").succeeds();
        nodeLocal = startNodeLocal();
    }

    private Daemon startCairn(Cluster cluster) throws IOException {
        String corefile = StockCorefile.read()
                .withUpstream("127.0.0.1:" + upstream.port())
                .withKubeconfig(cluster.dnsServerKubeconfig())
                .withHealthOn("127.0.0.1:8080")
                .withLameduck("1s")
                .listeningAt(address)
                .text();
        Path file = Files.writeString(folder.resolve("Corefile"), corefile);
        return Daemon.startReady(
                "cairn",
                folder,
                CairnCommand.line("-conf", file.toString()),
                READY_SECONDS,
                () -> Http.isOk("http://127.0.0.1:8181/ready") && isServiceReached());
    }

    private Daemon startNodeLocal() throws IOException {
        String corefile = Files.readString(Settings.root().resolve(FILE))
                .replace("bind " + LOCAL_ADDRESS + " " + Net.DNS, "bind " + LOCAL_ADDRESS)
                .replace("/etc/resolv.conf", "127.0.0.1:" + upstream.port());
        Path file = Files.writeString(folder.resolve("Corefile.nodelocal"), corefile);
        return Daemon.startReady(
                "nodelocal",
                folder,
                List.of(Settings.program("coredns").toString(), "-conf", file.toString()),
                READY_SECONDS,
                () -> Http.isOk("http://" + LOCAL_ADDRESS + ":8080/health"));
    }

    /** Whether kube-proxy has rules for it. */
    private static boolean isServiceReached() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("10.96.0.11", 53), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Where our server listens itself. */
    InetSocketAddress cairnAddress() {
        return address;
    }

    Exposition cairnMetrics() {
        return Exposition.parse(Http.get("http://127.0.0.1:9153/metrics").body());
    }

    Exposition nodeLocalMetrics() {
        return Exposition.parse(Http.get("http://127.0.0.1:9253/metrics").body());
    }

    /** What both have logged. */
    String logs() throws IOException {
        return Files.readString(cairn.log()) + Files.readString(nodeLocal.log());
    }

    @Override
    public void close() {
        nodeLocal.close();
        Command.run("ip", "addr", "del", LOCAL_ADDRESS + "/32", "dev", "lo").succeeds();
        cairn.close();
        upstream.close();
    }
}
