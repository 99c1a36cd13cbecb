// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.swap;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;

/**
 * A client that keeps its TCP connection for as long as the server does. A question that a connection ended under is asked once more
 * on a new one, as RFC 7766 §6.2.4 has it. <b>Confined to</b> one thread.
 */
final class LongConnection implements AutoCloseable {
    private static final int WAIT_MILLIS = 2000;

    private final InetSocketAddress server;
    private @Nullable Socket socket;

    LongConnection(InetSocketAddress server) {
        this.server = server;
    }

    /** The answer's addresses, or {@value Asker#NOTHING}. */
    String ask(Known known) {
        byte[] question = Wire.question(known).toWire();
        boolean isFirst = socket == null;
        try {
            return send(question);
        } catch (IOException e) {
            close();
        }
        if (isFirst) {
            return Asker.NOTHING;
        }
        try {
            return send(question);
        } catch (IOException e) {
            close();
            return Asker.NOTHING;
        }
    }

    private String send(byte[] question) throws IOException {
        Socket open = socket == null ? connect() : socket;
        DataOutputStream out = new DataOutputStream(open.getOutputStream());
        byte[] framed = new byte[question.length + 2];
        framed[0] = (byte) (question.length >> 8);
        framed[1] = (byte) question.length;
        System.arraycopy(question, 0, framed, 2, question.length);
        out.write(framed);
        DataInputStream in = new DataInputStream(open.getInputStream());
        byte[] answer = in.readNBytes(in.readUnsignedShort());
        return Wire.said(new Message(answer));
    }

    private Socket connect() throws IOException {
        Socket made = new Socket();
        socket = made;
        made.setTcpNoDelay(true);
        made.setSoTimeout(WAIT_MILLIS);
        made.connect(server, WAIT_MILLIS);
        return made;
    }

    @Override
    public void close() {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new IllegalStateException("a connection cannot be closed", e);
            }
            socket = null;
        }
    }
}
