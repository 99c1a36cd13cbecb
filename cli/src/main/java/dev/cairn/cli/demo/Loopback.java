// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli.demo;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where pods can listen on this machine: each on an address of its own out of 127.0.0.0/8, or, where there is only 127.0.0.1, each on
 * a port of its own. <b>Immutable.</b>
 */
final class Loopback {
    /** The block that pods get addresses from. */
    static final String POD_CIDR = "127.77.0.0/16";

    // Below the ports that systems give to outgoing connections: such a connection could take the port of a pod that
    // was killed.
    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 30_000;
    private static final int MAX_TAKEN_PORTS = 1_000;

    private static final byte[] POD_ADDRESS = {127, 77, 0, 1};

    private final boolean addressPerPod;
    private final List<Integer> ports;

    private Loopback(boolean addressPerPod, List<Integer> ports) {
        this.addressPerPod = addressPerPod;
        this.ports = ports;
    }

    /** Finds out what this machine can do, for this many pods. */
    static Loopback probe(int pods) throws IOException {
        return canBind(POD_ADDRESS) ? new Loopback(true, freePorts(1)) : single(pods);
    }

    /** Ports on 127.0.0.1 only. */
    static Loopback single(int pods) throws IOException {
        return new Loopback(false, freePorts(pods));
    }

    boolean hasAddressPerPod() {
        return addressPerPod;
    }

    /** The port that the pod of this index listens on. */
    int port(int index) {
        return ports.get(addressPerPod ? 0 : index);
    }

    private static boolean canBind(byte[] address) throws IOException {
        InetAddress podAddress = InetAddress.getByAddress(address);
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(podAddress, 0));
            return true;
        } catch (IOException e) {
            return false; // EADDRNOTAVAIL: the system has to be told of each address first
        }
    }

    /** Ports that nobody listens on, on any address, at this moment. */
    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT); held.size() < count; port++) {
                hold(port, held);
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    private static void hold(int port, List<ServerSocket> held) throws IOException {
        try {
            held.add(new ServerSocket(port));
        } catch (BindException e) {
            if (port >= LAST_PORT + MAX_TAKEN_PORTS) {
                throw e;
            }
        }
    }
}
