// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli.query;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Message;
import dev.cairn.dns.wire.Question;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.UnaryOperator;

/** A server on one loopback port, UDP and TCP, that gives the same reply to every question. */
final class ScriptedServer implements AutoCloseable {
    private final UnaryOperator<Message.Builder> overUdp;
    private final UnaryOperator<Message.Builder> overTcp;
    private final ServerSocket tcp;
    private final DatagramSocket udp;
    private volatile boolean forge;

    private ScriptedServer(UnaryOperator<Message.Builder> overUdp, UnaryOperator<Message.Builder> overTcp)
            throws IOException {
        this.overUdp = overUdp;
        this.overTcp = overTcp;
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        tcp = new ServerSocket(0, 5, loopback);
        udp = new DatagramSocket(tcp.getLocalPort(), loopback);
        start(this::serveUdp);
        start(this::serveTcp);
    }

    static ScriptedServer answering(UnaryOperator<Message.Builder> reply) throws IOException {
        return new ScriptedServer(reply, reply);
    }

    static ScriptedServer answering(UnaryOperator<Message.Builder> overUdp, UnaryOperator<Message.Builder> overTcp)
            throws IOException {
        return new ScriptedServer(overUdp, overTcp);
    }

    int port() {
        return tcp.getLocalPort();
    }

    /** Before the reply come one with another id, one to another question, and one that is no message. */
    void sendForgeriesFirst() {
        forge = true;
    }

    private void serveUdp() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
        while (true) {
            udp.receive(packet);
            Message query = Message.parse(packet.getData(), packet.getLength());
            if (forge) {
                send(packet, reply(query.id() ^ 1, query.questions().get(0), overUdp));
                send(packet, reply(query.id(), new Question(DomainName.parse("other."), 1), overUdp));
                send(packet, new byte[] {1, 2, 3});
            }
            send(packet, reply(query.id(), query.questions().get(0), overUdp));
        }
    }

    private void send(DatagramPacket to, byte[] octets) throws IOException {
        udp.send(new DatagramPacket(octets, octets.length, to.getSocketAddress()));
    }

    private void serveTcp() throws IOException {
        while (true) {
            try (Socket socket = tcp.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] request = in.readNBytes(in.readUnsignedShort());
                Message query = Message.parse(request, request.length);
                byte[] reply = reply(query.id(), query.questions().get(0), overTcp);
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                out.writeShort(reply.length);
                out.write(reply);
            }
        }
    }

    private static byte[] reply(int id, Question question, UnaryOperator<Message.Builder> script) {
        return script.apply(Message.builder().id(id).question(question)).build().toWire();
    }

    private static void start(Serving serving) {
        Thread thread = new Thread(
                () -> {
                    try {
                        serving.run();
                    } catch (IOException e) {
                        // closed: the test is over
                    }
                },
                "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }

    private interface Serving {
        void run() throws IOException;
    }
}
