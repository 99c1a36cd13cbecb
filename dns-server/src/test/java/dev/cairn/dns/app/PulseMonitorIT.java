// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.transport.Listener;
import dev.cairn.dns.transport.Questions;
import dev.cairn.dns.transport.StreamLimits;
import dev.cairn.dns.transport.StreamLoops;
import dev.cairn.dns.transport.UdpClient;
import dev.cairn.dns.wire.DomainName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PulseMonitorIT {

    /** Hangs in its first query until it is released. */
    private static final class Hanging implements Handler {

        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);

        @Override
        public String directive() {
            return "hanging";
        }

        @Override
        public Touch touch(DomainName zone) {
            return Touch.ANSWER;
        }

        @Override
        public Outcome handle(Exchange exchange) {
            asked.countDown();
            try {
                return release.await(30, TimeUnit.SECONDS) ? Outcome.ANSWERED : Outcome.DROPPED;
            } catch (InterruptedException e) {
                return Outcome.DROPPED;
            }
        }
    }

    @Test
    void namesTheThreadThatHangsAndForgetsItWhenItGoesOn() throws Exception {
        Hanging hanging = new Hanging();
        Plan plan = Plan.builder(DomainName.ROOT).handlers(List.of(hanging)).build();
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (StreamLoops loops = new StreamLoops()) {
            Listener listener = Listener.open(loopback, Asking.dispatcher(plan), loops, StreamLimits.DEFAULT);
            listener.start();
            try (UdpClient client = new UdpClient(listener.address());
                    PulseMonitor monitor = new PulseMonitor(listener::pulses)) {
                monitor.look();
                client.send(Questions.a("a.", 1));
                assertThat(hanging.asked.await(10, TimeUnit.SECONDS)).isTrue();
                monitor.look();
                assertThat(monitor.missed()).isEmpty();

                monitor.look();
                assertThat(monitor.missed()).hasSize(1).allMatch(name -> name.startsWith("dns-udp-"));

                hanging.release.countDown();
                client.receive();
                await().untilAsserted(() -> {
                    monitor.look();
                    assertThat(monitor.missed()).isEmpty();
                });
            } finally {
                listener.drain(Duration.ZERO);
            }
        }
    }
}
