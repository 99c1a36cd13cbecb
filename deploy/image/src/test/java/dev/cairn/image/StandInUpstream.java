// SPDX-License-Identifier: Apache-2.0
package dev.cairn.image;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;

/** A name server that gives every name one address. */
final class StandInUpstream implements AutoCloseable {
    static final int PORT = 5300;

    private static final int HEADER_BYTES = 12;
    private static final int MAX_BYTES = 1232;

    private final DatagramSocket socket;

    private StandInUpstream(DatagramSocket socket) {
        this.socket = socket;
    }

    /** Listens on 127.0.0.1. */
    static StandInUpstream start() throws SocketException {
        StandInUpstream upstream = new StandInUpstream(new DatagramSocket(PORT, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(upstream::run, "upstream");
        thread.setDaemon(true);
        thread.start();
        return upstream;
    }

    private void run() {
        DatagramPacket packet = new DatagramPacket(new byte[MAX_BYTES], MAX_BYTES);
        try {
            while (true) {
                packet.setLength(MAX_BYTES);
                socket.receive(packet);
                byte[] reply = reply(packet.getData());
                socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
            }
        } catch (IOException e) {
            // closed
        }
    }

    /** The question with one record to it, and without the OPT record. */
    private static byte[] reply(byte[] query) {
        int end = HEADER_BYTES;
        while (query[end] != 0) {
            end += query[end] + 1;
        }
        end += 5;
        ByteBuffer reply = ByteBuffer.allocate(end + 16).put(query, 0, end);
        reply.putShort((short) 0xc00c).putShort((short) 1).putShort((short) 1).putInt(300);
        reply.putShort((short) 4).put(new byte[] {(byte) 192, 0, 2, 1});
        reply.putShort(2, (short) 0x8180)
                .putShort(6, (short) 1)
                .putShort(8, (short) 0)
                .putShort(10, (short) 0);
        return reply.array();
    }

    @Override
    public void close() {
        socket.close();
    }
}
