// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import dev.cairn.discovery.EndpointGroup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/** One pod that opens web sockets (RFC 6455 §4.2.2), or refuses them with a status. */
final class WebSocketPod implements AutoCloseable {
    private final ServerSocket server;
    private final int status;
    final List<Map<String, String>> seen = new CopyOnWriteArrayList<>();

    WebSocketPod(int status, ServerSocketFactory sockets) throws IOException {
        this.status = status;
        server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::run, "test-web-socket");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!server.isClosed()) {
            try {
                answer(server.accept()); // stays open
            } catch (IOException | GeneralSecurityException e) {
                // the next connection, or the end
            }
        }
    }

    private void answer(Socket connection) throws IOException, GeneralSecurityException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        Map<String, String> head = new TreeMap<>();
        head.put("", String.valueOf(in.readLine()));
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            int colon = line.indexOf(':');
            head.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        seen.add(head);
        String text = status == 101 ? accepted(head) : "HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n";
        connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        connection.getOutputStream().flush();
    }

    private static String accepted(Map<String, String> head) throws GeneralSecurityException {
        String key = head.get("sec-websocket-key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
        byte[] hash = MessageDigest.getInstance("SHA-1").digest(key.getBytes(StandardCharsets.US_ASCII));
        String protocol = head.containsKey("sec-websocket-protocol") ? "Sec-WebSocket-Protocol: chat\r\n" : "";
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" + protocol
                + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(hash) + "\r\n\r\n";
    }

    EndpointGroup group(String name) {
        return Backend.group(name, server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
