// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ListenerIT {

    private static final StreamLoops LOOPS = new StreamLoops();

    private static Listener open(InetSocketAddress address) {
        return Listener.open(address, Serving.FIXED, LOOPS, StreamLimits.DEFAULT);
    }

    @Test
    void aSecondServerOnThePortIsRefusedAlthoughTheKernelWouldShareIt() throws Exception {
        try (Serving first = new Serving("127.0.0.1")) {
            assertThatExceptionOfType(ListenException.class)
                    .isThrownBy(() -> open(first.address()))
                    .withMessageStartingWith("cannot listen on udp 127.0.0.1:" + first.port())
                    .withMessageContaining("another process listens there");
        }
    }

    @Test
    void aPortWhoseTcpSideIsTakenIsRefused() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, Serving.ip("127.0.0.1"))) {
            assertThatExceptionOfType(ListenException.class)
                    .isThrownBy(() -> open((InetSocketAddress) taken.getLocalSocketAddress()))
                    .withMessageContaining("cannot listen on tcp");
            // The UDP socket that was opened first is closed again.
            new DatagramSocket(taken.getLocalPort(), Serving.ip("127.0.0.1")).close();
        }
    }

    @Test
    void anAddressOfAnotherMachineIsRefused() {
        assertThatExceptionOfType(ListenException.class)
                .isThrownBy(() -> open(new InetSocketAddress(Serving.ip("203.0.113.1"), 0)))
                .withMessageContaining("no interface of this machine has that address");
    }

    @Test
    void formatsAddressesAsPeopleWriteThem() {
        assertThat(Listener.format(new InetSocketAddress(Serving.ip("127.0.0.1"), 53)))
                .isEqualTo("127.0.0.1:53");
        assertThat(Listener.format(new InetSocketAddress(Serving.ip("::1"), 53)))
                .isEqualTo("[0:0:0:0:0:0:0:1]:53");
    }
}
