// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks one DNS server, and takes what it says as it is. <b>Thread-safe.</b> */
public final class DnsClient {
    private static final int PAYLOAD_BYTES = 1232;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final InetSocketAddress server;
    private final SimpleResolver udp;
    private final SimpleResolver tcp;

    /** A client of the server at this address. */
    public DnsClient(InetSocketAddress server) {
        this(server, server.getAddress());
    }

    /** A client that asks from this address, one of the node or of the pods. */
    public DnsClient(InetSocketAddress server, InetAddress from) {
        this.server = server;
        udp = resolver(from);
        udp.setIgnoreTruncation(true);
        tcp = resolver(from);
        tcp.setTCP(true);
    }

    private SimpleResolver resolver(InetAddress from) {
        SimpleResolver resolver = new SimpleResolver(server);
        resolver.setLocalAddress(from);
        resolver.setEDNS(0, PAYLOAD_BYTES, 0);
        resolver.setTimeout(TIMEOUT);
        return resolver;
    }

    /** The same, which waits for so long. */
    public DnsClient withTimeout(Duration timeout) {
        udp.setTimeout(timeout);
        tcp.setTimeout(timeout);
        return this;
    }

    /** Asks over UDP, and over TCP when that answer is truncated, as a stub resolver does. The type is one of {@link Type}. */
    public Answer ask(String name, int type) {
        Answer answer = udp(name, type);
        return answer.isTruncated() ? tcp(name, type) : answer;
    }

    /** Asks over UDP only. */
    public Answer udp(String name, int type) {
        return send(udp, name, type);
    }

    /** Asks over TCP only. */
    public Answer tcp(String name, int type) {
        return send(tcp, name, type);
    }

    /** Asks for the names of an address. */
    public Answer reverse(String address) {
        try {
            return ask(ReverseMap.fromAddress(address).toString(), Type.PTR);
        } catch (IOException e) {
            throw new IllegalArgumentException(address, e);
        }
    }

    private Answer send(SimpleResolver resolver, String name, int type) {
        try {
            return new Answer(resolver.send(Message.newQuery(Record.newRecord(absolute(name), type, DClass.IN))));
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + server + " for " + name + " " + Type.string(type), e);
        }
    }

    private static Name absolute(String name) throws TextParseException {
        return Name.fromString(name, Name.root);
    }
}
