// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import dev.cairn.e2e.cluster.Net;
import dev.cairn.e2e.server.DnsSockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;

/** The name server that both servers forward to, over UDP and TCP. What it says follows from the question alone. <b>Thread-safe.</b> */
final class Upstream implements AutoCloseable {
    private static final int MAX_BYTES = 65_535;
    private static final int PLAIN_UDP_BYTES = 512; // RFC 1035 §4.2.1

    private final DnsSockets sockets = DnsSockets.open(new InetSocketAddress(Net.NODE, 0), Upstream::answer);

    /** Address and port as a Corefile has them. */
    String address() {
        return sockets.text();
    }

    private static void answer(byte[] octets, DnsSockets.Asker asker) throws IOException {
        Message query = new Message(octets);
        OPTRecord opt = query.getOPT();
        int datagram = opt == null ? PLAIN_UDP_BYTES : Math.max(PLAIN_UDP_BYTES, opt.getPayloadSize());
        asker.send(UpstreamAnswers.to(query).toWire(asker.isStream() ? MAX_BYTES : datagram));
    }

    @Override
    public void close() {
        sockets.close();
    }
}
