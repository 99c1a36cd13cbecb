// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.discovery.IpAddress;
import dev.cairn.lb.internal.source.Destination;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where one endpoint can be called: at its only address, or at one of those of a dual-stack pod. <b>Thread-safe.</b>
 *
 * <p>When the address that is called can't be connected to, the other one is called from then on, and the pod isn't blamed: it may be
 * this machine that has no way to the first. Calls that had begun before, as many as were in flight, aren't held against it either.
 * When the other one fails within ten seconds, it is the pod.
 */
final class Addresses {
    private static final long SAME_TROUBLE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long NEVER = 0;

    private List<InetSocketAddress> all;
    private InetSocketAddress current;
    private long turnedAtNanos = NEVER;
    private int stragglers;

    Addresses(Destination destination) {
        all = addresses(destination);
        current = all.get(0);
    }

    private static List<InetSocketAddress> addresses(Destination destination) {
        int port = destination.port().number();
        return Stream.concat(Stream.of(destination.endpoint().address()), destination.otherAddresses().stream())
                .map(address -> socketAddress(address, port))
                .toList();
    }

    private static InetSocketAddress socketAddress(IpAddress address, int port) {
        return new InetSocketAddress(address.toInetAddress(), port);
    }

    /** Whether any address of the destination is one of these. */
    synchronized boolean overlap(Destination destination) {
        return addresses(destination).stream().anyMatch(all::contains);
    }

    /** The addresses are these from now on; the one that is called stays while it is one of them. */
    synchronized void update(Destination destination) {
        List<InetSocketAddress> now = addresses(destination);
        if (!now.equals(all)) {
            int held = now.indexOf(current);
            all = new ArrayList<>(now);
            if (held >= 0) {
                all.set(held, current); // the same object, as long as it is the same address
            } else {
                current = now.get(0);
            }
        }
    }

    /** Where to send calls now. */
    synchronized InetSocketAddress current() {
        return current;
    }

    /** Where calls could go, too. */
    synchronized List<InetSocketAddress> others() {
        return all.stream().filter(address -> !address.equals(current)).toList();
    }

    /**
     * A connection could not be made; true when that says nothing of the endpoint, since it has another address to try.
     *
     * @param inFlight calls that may yet fail in the same way
     */
    synchronized boolean excuse(long nowNanos, int inFlight) {
        if (all.size() < 2) {
            return false;
        }
        boolean isSameTrouble = turnedAtNanos != NEVER && nowNanos - turnedAtNanos < SAME_TROUBLE_NANOS;
        if (isSameTrouble && stragglers > 0) {
            stragglers--;
            return true;
        }
        current = all.get((all.indexOf(current) + 1) % all.size());
        turnedAtNanos = nowNanos;
        stragglers = isSameTrouble ? 0 : inFlight;
        return !isSameTrouble;
    }
}
