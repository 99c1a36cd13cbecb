// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/**
 * HTTP/1.1 on one connection: any request without a body is answered with {@code POD VERSION}. The JDK's own server is not used,
 * since it cannot reset its connections, which is what a killed container does.
 */
final class HttpConversation {
    private final Socket connection;
    private final String body;

    HttpConversation(Socket connection, String pod, String version) {
        this.connection = connection;
        this.body = version.isEmpty() ? pod + "\n" : pod + " " + version + "\n";
    }

    /** Answers until the client ends, or until the pod drains. */
    void run(BooleanSupplier isDraining) throws IOException {
        BufferedReader requests =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        while (readRequest(requests)) {
            boolean isLast = isDraining.getAsBoolean();
            String reply = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + body.length() + "\r\n"
                    + (isLast ? "Connection: close\r\n" : "") + "\r\n" + body;
            connection.getOutputStream().write(PodServers.ascii(reply));
            if (isLast) {
                return;
            }
        }
    }

    /** Reads to the end of the header; false if the stream ended. */
    private static boolean readRequest(BufferedReader requests) throws IOException {
        String line = requests.readLine();
        while (line != null && !line.isEmpty()) {
            line = requests.readLine();
        }
        return line != null;
    }
}
