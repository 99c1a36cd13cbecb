// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ActiveCheckIT {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private HttpServer server;

    @BeforeEach
    void open() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private static void ask(ActiveCheck check, InetSocketAddress address) throws Exception {
        check.ask(address).get(10, TimeUnit.SECONDS);
    }

    private static InetSocketAddress closedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
        }
    }

    @Test
    void httpAsksForThePath() throws Exception {
        ask(ActiveCheck.http("/healthz?deep=1"), server.getAddress());
        assertThat(asked).containsExactly("GET /healthz?deep=1");
    }

    @Test
    void httpTakesAnotherStatusForNotWell() {
        for (int bad : new int[] {302, 404, 503}) {
            status = bad;
            assertThatThrownBy(() -> ask(ActiveCheck.http("/"), server.getAddress()))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("status " + bad);
        }
        assertThat(asked).hasSize(3);
    }

    @Test
    void httpTakesTheStatusesThatAreSaidToBeWell() throws Exception {
        status = 429;
        ask(ActiveCheck.http("/", code -> code == 429), server.getAddress());
    }

    @Test
    void httpFailsWhereNobodyListens() throws Exception {
        InetSocketAddress address = closedPort();
        assertThatThrownBy(() -> ask(ActiveCheck.http("/"), address)).hasRootCauseInstanceOf(Exception.class);
    }

    @Test
    void tcpConnects() throws Exception {
        ask(ActiveCheck.tcp(), server.getAddress());
        assertThat(asked).isEmpty();
        InetSocketAddress address = closedPort();
        assertThatThrownBy(() -> ask(ActiveCheck.tcp(), address)).hasCauseInstanceOf(ConnectException.class);
    }

    @Test
    void aCancelledCheckEnds() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answer =
                    ActiveCheck.http("/").ask(new InetSocketAddress(silent.getInetAddress(), silent.getLocalPort()));
            silent.accept().close(); // the request has come, and the connection with it is gone
            answer.cancel(true);
            assertThatThrownBy(answer::join)
                    .isInstanceOfAny(CancellationException.class, java.util.concurrent.CompletionException.class);
        }
    }
}
