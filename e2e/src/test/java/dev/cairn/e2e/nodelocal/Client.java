// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.nodelocal;

import dev.cairn.e2e.cluster.Waiting;
import dev.cairn.e2e.server.Answer;
import dev.cairn.e2e.server.DnsClient;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.Type;

/**
 * Asks without pause, over one transport, until it is closed. Most names are asked for once, so that no cache has them.
 * <b>Confined to</b> a thread of its own; what it has counted is for all.
 */
final class Client implements AutoCloseable {
    private static final int KINDS = 4;
    private static final int MAX_KEPT = 20;

    private final String name;
    private final DnsClient server;
    private final boolean isTcp;
    private final ServiceNames services;
    private final Thread thread;
    private final AtomicInteger asked = new AtomicInteger();
    private final List<String> wrong = new ArrayList<>(); // guarded by itself
    private volatile boolean isClosed;

    /** Begins to ask. */
    Client(String name, DnsClient server, boolean isTcp, ServiceNames services) {
        this.name = name;
        this.server = server;
        this.isTcp = isTcp;
        this.services = services;
        this.thread = new Thread(this::run, "nodelocal-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    int asked() {
        return asked.get();
    }

    /** What was not answered, or not as it should have been: the first few. */
    List<String> wrong() {
        synchronized (wrong) {
            return List.copyOf(wrong);
        }
    }

    private void run() {
        for (int i = 0; !isClosed; i++) {
            askNext(i);
        }
    }

    private void askNext(int number) {
        switch (number % KINDS) {
            case 0 -> {
                String address = (isTcp ? "11." : "10.") + (number >>> 16 & 0xFF) + "." + (number >>> 8 & 0xFF) + "."
                        + (number & 0xFF);
                String label = address.replace('.', '-');
                expect(label + ".nodelocal.pod.cluster.local", "NOERROR [" + address + "]");
            }
            case 1 -> expect("no-" + name + number + ".nodelocal.svc.cluster.local", "NXDOMAIN []");
            case 2 -> expect(name + number + ".example", "NOERROR [127.0.0.1]");
            default ->
                services.withOne(
                        number / KINDS, service -> expect(service.dnsName(), "NOERROR [" + service.address() + "]"));
        }
    }

    private void expect(String dnsName, String expected) {
        String seen;
        try {
            Answer answer = isTcp ? server.tcp(dnsName, Type.A) : server.udp(dnsName, Type.A);
            seen = answer.rcode() + " " + answer.data();
        } catch (UncheckedIOException e) {
            seen = e.toString();
        }
        asked.incrementAndGet();
        if (!seen.equals(expected)) {
            add(dnsName + ": " + seen + " instead of " + expected);
        }
    }

    private void add(String what) {
        synchronized (wrong) {
            if (wrong.size() < MAX_KEPT) {
                wrong.add(what);
            }
        }
    }

    /** Returns when its last question is answered. */
    @Override
    public void close() {
        isClosed = true;
        Waiting.untilEnded(thread);
    }
}
