// SPDX-License-Identifier: Apache-2.0
package dev.cairn.image;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Lets the server do once what it does in a cluster, so that the JVM learns which classes that takes: reads an API server over TLS with
 * the token of its pod, answers over UDP and TCP, forwards, is scraped, stops. To be run in a network namespace of its own.
 */
final class Training {
    private static final String ACCOUNT = "var/run/secrets/kubernetes.io/serviceaccount";
    private static final int READY_SECONDS = 60;
    private static final int STOP_SECONDS = 60;
    private static final int NOERROR = 0;
    private static final List<Question> QUESTIONS = List.of(
            new Question("orders.shop.svc.cluster.local", 1, NOERROR),
            new Question("orders.shop.svc.cluster.local", 28, NOERROR),
            new Question("_http._tcp.orders.shop.svc.cluster.local", 33, NOERROR),
            new Question("7.0.96.10.in-addr.arpa", 12, NOERROR),
            new Question("dns-version.cluster.local", 16, NOERROR),
            new Question("nosuch.shop.svc.cluster.local", 1, 3),
            new Question("www.example.org", 1, NOERROR));

    private record Question(String name, int type, int rcode) {}

    private Training() {}

    /** {@code Training ROOT COMMAND...}: the file system of the image, and what starts the server in there. */
    @SuppressWarnings("try") // the stand-ins serve until they are closed
    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[0]);
        Path keys = Files.createTempDirectory("training");
        Path account = Files.createDirectories(root.resolve(ACCOUNT));
        makeAccount(keys, account);
        try (StandInApi api = StandInApi.start(keys.resolve("store"));
                StandInUpstream upstream = StandInUpstream.start()) {
            ProcessBuilder builder = new ProcessBuilder(List.of(args).subList(1, args.length)).inheritIO();
            builder.environment().put("KUBERNETES_SERVICE_HOST", "127.0.0.1");
            builder.environment().put("KUBERNETES_SERVICE_PORT", Integer.toString(api.port()));
            exercise(builder.start());
        }
    }

    /** A token, and a key for 127.0.0.1 that vouches for itself. */
    private static void makeAccount(Path keys, Path account) throws IOException, InterruptedException {
        String store = keys.resolve("store").toString();
        String password = new String(StandInApi.PASSWORD);
        keytool(
                List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=training", "-ext", "san=ip:127.0.0.1"),
                List.of("-alias", "api", "-keystore", store, "-storepass", password));
        keytool(
                List.of(
                        "-exportcert",
                        "-rfc",
                        "-file",
                        account.resolve("ca.crt").toString()),
                List.of("-alias", "api", "-keystore", store, "-storepass", password));
        Files.writeString(account.resolve("token"), "training");
        Files.writeString(account.resolve("namespace"), "kube-system");
    }

    private static void keytool(List<String> action, List<String> store) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        builder.command().addAll(action);
        builder.command().addAll(store);
        if (builder.redirectErrorStream(true).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException("keytool failed, see above");
        }
    }

    private static void exercise(Process server) throws IOException, InterruptedException {
        try {
            awaitReady(server);
            for (Question question : QUESTIONS) {
                overUdp(question);
                overTcp(question);
            }
            get("http://127.0.0.1:9153/metrics");
            get("http://127.0.0.1:8080/health");
            server.destroy();
            if (!server.waitFor(STOP_SECONDS, TimeUnit.SECONDS) || server.exitValue() != 0) {
                throw new IllegalStateException("the server did not stop as it should: " + server);
            }
        } finally {
            server.destroyForcibly();
        }
    }

    private static void awaitReady(Process server) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
        while (System.nanoTime() < deadlineNanos && server.isAlive()) {
            try {
                if (get("http://127.0.0.1:8181/ready") == 200) {
                    return;
                }
            } catch (IOException e) {
                // not listening yet
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IllegalStateException("the server is not ready: " + server);
    }

    private static int get(String url) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(5))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static void overUdp(Question question) throws IOException {
        byte[] message = message(question);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(5000);
            socket.connect(InetAddress.getLoopbackAddress(), 53);
            socket.send(new DatagramPacket(message, message.length));
            DatagramPacket reply = new DatagramPacket(new byte[1232], 1232);
            socket.receive(reply);
            check(question, reply.getData());
        }
    }

    private static void overTcp(Question question) throws IOException {
        byte[] message = message(question);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 53), 5000);
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(message.length + 2)
                            .putShort((short) message.length)
                            .put(message)
                            .array());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            check(question, in.readNBytes(in.readUnsignedShort()));
        }
    }

    private static void check(Question question, byte[] reply) {
        if ((reply[3] & 0xf) != question.rcode()) {
            throw new IllegalStateException("rcode " + (reply[3] & 0xf) + " for " + question);
        }
    }

    private static byte[] message(Question question) {
        ByteBuffer message = ByteBuffer.allocate(512);
        message.putShort((short) 1).putShort((short) 0x0100).putShort((short) 1);
        message.putShort((short) 0).putShort((short) 0).putShort((short) 0);
        for (String label : question.name().split("\\.", -1)) {
            byte[] octets = label.getBytes(StandardCharsets.US_ASCII);
            message.put((byte) octets.length).put(octets);
        }
        message.put((byte) 0).putShort((short) question.type()).putShort((short) 1);
        byte[] bytes = new byte[message.position()];
        message.flip().get(bytes);
        return bytes;
    }
}
