// SPDX-License-Identifier: Apache-2.0
package dev.cairn.okhttp;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** One pod: a real server for HTTP/1.1 and, with TLS, HTTP/2 that notes what it is asked. */
final class Pod implements AutoCloseable {
    /** How it answers. */
    @FunctionalInterface
    interface Answer {
        MockResponse to(RecordedRequest request) throws InterruptedException;
    }

    final String name;
    final MockWebServer server = new MockWebServer();
    final List<RecordedRequest> seen = new CopyOnWriteArrayList<>();
    private volatile Answer answer;

    /** Speaks HTTP. */
    Pod(String name) {
        this.name = name;
        answer = request -> ok();
        start();
    }

    /** Speaks HTTPS and shows this certificate. */
    Pod(String name, HeldCertificate certificate) {
        this.name = name;
        answer = request -> ok();
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        start();
    }

    private void start() {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                seen.add(request);
                return answer.to(request);
            }
        });
        try {
            server.start(InetAddress.getLoopbackAddress(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Pod answering(Answer value) {
        answer = value;
        return this;
    }

    Pod answering(int status) {
        return answering(request ->
                new MockResponse.Builder().code(status).body("bad " + name).build());
    }

    MockResponse ok() {
        return new MockResponse.Builder().body(name).build();
    }

    /** What an EndpointSlice says of it. */
    EndpointGroup group() {
        return EndpointGroup.of(
                name,
                AddressFamily.IPV4,
                List.of(EndpointPort.tcp("https", server.getPort())),
                List.of(Endpoint.builder(IpAddress.parse("127.0.0.1"))
                        .pod(name, "uid-" + name)
                        .build()));
    }

    @Override
    public void close() {
        server.close();
    }
}
