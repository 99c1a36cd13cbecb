// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The demo's own instruments: a killed pod shows as failed calls when nobody retries. */
class TrafficIT {
    @Test
    void countsCallsByPodAndThoseThatFail() throws IOException, InterruptedException {
        InetSocketAddress address = new InetSocketAddress(
                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
                Loopback.single(1).port(0));
        DemoPod pod = DemoPod.start("orders-0", address, true);
        Traffic traffic =
                Traffic.start(HttpClient.newHttpClient(), URI.create("http://127.0.0.1:" + address.getPort() + "/"), 2);
        try {
            Awaitility.await().until(() -> traffic.answered() > 10);
            assertThat(traffic.failed()).isZero();
            pod.kill();
            Awaitility.await().until(() -> traffic.failed() > 10);
            long answered = traffic.answered();
            pod.restart();
            Awaitility.await().until(() -> traffic.answered() > answered + 10);
        } finally {
            traffic.stop();
            pod.stop();
        }
        assertThat(traffic.callsByPod()).isEqualTo(Map.of("orders-0", traffic.answered()));
        assertThat(traffic.failures()).isNotEmpty().hasSizeLessThanOrEqualTo(12);
    }
}
