// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.OutgoingQuery;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.RecordCursor;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.Section;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Asks name servers for the addresses of a name, as their client, and waits for the answer. */
final class AddressLookup implements Answering {

    private final int type;
    private final CompletableFuture<List<InetAddress>> addresses = new CompletableFuture<>();

    private AddressLookup(int type) {
        this.type = type;
    }

    /**
     * The addresses of a name, those of IPv4 first.
     *
     * @throws IOException if it has none, or if no server answers
     */
    static List<InetAddress> find(DomainName name, List<Upstream> servers) throws IOException {
        try (UpstreamLoop loop = new UpstreamLoop();
                Forwarder forwarder =
                        new Forwarder(servers, ForwardOptions.builder().build(), loop, UpstreamEvents.NONE)) {
            AddressLookup four = ask(forwarder, name, RecordType.A);
            AddressLookup six = ask(forwarder, name, RecordType.AAAA);
            List<InetAddress> found = new ArrayList<>(four.addresses.get());
            found.addAll(six.addresses.get());
            if (found.isEmpty()) {
                throw new IOException(name + " has no address");
            }
            return found;
        } catch (ExecutionException e) {
            throw new IOException(name + " cannot be looked up: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + name + " is looked up", e);
        }
    }

    private static AddressLookup ask(Forwarder forwarder, DomainName name, int type) {
        AddressLookup lookup = new AddressLookup(type);
        forwarder.ask(OutgoingQuery.of(name, type, true), false, lookup);
        return lookup;
    }

    @Override
    public void answered(byte[] message, int length, Upstream from) {
        int rcode = Header.rcode(Header.flags(message));
        if (rcode != Rcode.NOERROR) {
            addresses.completeExceptionally(new IOException(from + " says " + Rcode.name(rcode)));
            return;
        }
        try {
            addresses.complete(read(message, length));
        } catch (UnknownHostException e) {
            addresses.completeExceptionally(e);
        }
    }

    /** All of them, whatever the owner: aliases lead to it. */
    private List<InetAddress> read(byte[] message, int length) throws UnknownHostException {
        List<InetAddress> found = new ArrayList<>();
        RecordCursor records = new RecordCursor();
        records.start(message, length);
        while (records.next() && records.section() == Section.ANSWER) {
            if (records.type() == type) {
                int from = records.dataOffset();
                found.add(InetAddress.getByAddress(Arrays.copyOfRange(message, from, from + records.dataLength())));
            }
        }
        return found;
    }

    @Override
    public void failed(Failure failure, String last) {
        addresses.completeExceptionally(new IOException((last.isEmpty() ? "" : last + ": ") + failure.reason()));
    }
}
