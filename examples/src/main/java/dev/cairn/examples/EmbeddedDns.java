// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples;

import dev.cairn.discovery.manifests.ManifestDiscovery;
import dev.cairn.dns.app.DnsServer;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Message;
import dev.cairn.dns.wire.RecordType;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** Runs a DNS server inside a program, on a port that the system chooses, and asks it. Tests of services may want that. */
public final class EmbeddedDns {
    private static final int TIMEOUT_MILLIS = 5_000;

    private EmbeddedDns() {}

    /** Takes the folder, {@code examples/shop} unless given. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Path.of(args.length > 0 ? args[0] : "examples/shop");
        try (ManifestDiscovery discovery = ManifestDiscovery.builder(folder).build();
                DnsServer server = DnsServer.builder()
                        .localCorefile()
                        .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .source(discovery)
                        .build()) {
            server.start();
            InetSocketAddress address = server.addresses().get(0);
            System.out.println(
                    ask(address, Message.query(DomainName.parse("db.shop.svc.cluster.local"), RecordType.A)));
        }
    }

    private static Message ask(InetSocketAddress server, Message.Builder query) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            byte[] request = query.id(1).build().toWire();
            socket.send(new DatagramPacket(request, request.length));
            DatagramPacket reply = new DatagramPacket(new byte[1232], 1232);
            socket.receive(reply);
            return Message.parse(reply.getData(), reply.getLength());
        }
    }
}
