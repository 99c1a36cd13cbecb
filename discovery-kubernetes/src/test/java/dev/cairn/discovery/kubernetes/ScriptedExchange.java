// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One request to the scripted API server and its answer, written by hand to the socket. */
final class ScriptedExchange {
    private final Socket socket;
    private final OutputStream out;
    private final String path;
    private final Map<String, String> query;
    private final Map<String, String> headers;
    private long leftBytes = Long.MAX_VALUE;
    private int pieceBytes = Integer.MAX_VALUE;
    private boolean isChunked;

    private ScriptedExchange(Socket socket, URI uri, Map<String, String> headers) throws IOException {
        this.socket = socket;
        this.out = new BufferedOutputStream(socket.getOutputStream(), 16 * 1024);
        this.path = uri.getPath();
        this.query = queryOf(uri);
        this.headers = headers;
    }

    static ScriptedExchange read(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        String requestLine = in.readLine();
        if (requestLine == null) {
            throw new IOException("no request");
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new ScriptedExchange(socket, URI.create(requestLine.split(" ", -1)[1]), headers);
    }

    private static Map<String, String> queryOf(URI uri) {
        Map<String, String> query = new HashMap<>();
        if (uri.getRawQuery() != null) {
            Arrays.stream(uri.getRawQuery().split("&")).forEach(part -> {
                int equals = part.indexOf('=');
                query.put(
                        part.substring(0, equals),
                        URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
            });
        }
        return query;
    }

    String path() {
        return path;
    }

    String query(String name) {
        return query.getOrDefault(name, "");
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    boolean isWatch() {
        return query.containsKey("watch");
    }

    boolean isStreamingList() {
        return query.containsKey("sendInitialEvents");
    }

    boolean isPage() {
        return !isWatch();
    }

    Resource resource() {
        return Arrays.stream(Resource.values())
                .filter(resource -> path.startsWith(resource.apiPath() + "/") && path.endsWith("/" + resource.plural()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(path));
    }

    String namespace() {
        String marker = "/namespaces/";
        int at = path.indexOf(marker);
        return at < 0 ? "" : path.substring(at + marker.length(), path.lastIndexOf('/'));
    }

    /** Cuts the connection after so many bytes of body. */
    void cutAfter(long bytes) {
        leftBytes = bytes;
    }

    /** Sends the body in pieces of so many bytes. */
    void inPiecesOf(int bytes) {
        pieceBytes = bytes;
    }

    void begin(int status, String... extraHeaders) throws IOException {
        isChunked = true;
        StringBuilder head =
                new StringBuilder("HTTP/1.1 " + status + " Scripted\r\nContent-Type: application/json\r\n");
        Arrays.stream(extraHeaders).forEach(header -> head.append(header).append("\r\n"));
        head.append("Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
        out.write(head.toString().getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    void send(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += pieceBytes) {
            sendPiece(bytes, at, Math.min(pieceBytes, bytes.length - at));
            if (bytes.length - at <= pieceBytes) {
                break;
            }
        }
    }

    private void sendPiece(byte[] bytes, int offset, int length) throws IOException {
        int sent = (int) Math.min(leftBytes, length);
        leftBytes -= sent;
        if (sent > 0) {
            out.write((Integer.toHexString(sent) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes, offset, sent);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        if (leftBytes == 0) {
            throw new IOException("cut by the script");
        }
    }

    void end() throws IOException {
        if (isChunked) {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
    }

    void answer(int status, String body, String... extraHeaders) throws IOException {
        begin(status, extraHeaders);
        send(body);
        end();
    }

    void refuse(int status, String reason, String message, String... extraHeaders) throws IOException {
        answer(
                status,
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\""
                        + message + "\",\"reason\":\"" + reason + "\",\"code\":" + status + "}\n",
                extraHeaders);
    }

    boolean isConnected() {
        return !socket.isClosed();
    }

    @Override
    public String toString() {
        return path + " " + new TreeMap<>(query);
    }
}
