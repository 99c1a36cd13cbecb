// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.transport;

import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.LateReplies;
import dev.cairn.dns.chain.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;

/** What all connections of one listener share on one event loop. Confined to that event loop. */
final class StreamWorker {

    static final int PREFIX_BYTES = 2; // RFC 1035 §4.2.2

    private static final int MAX_MESSAGE_BYTES = 65_535;

    private final Dispatcher dispatcher;
    private final Exchange exchange;
    private final Pulse pulse;
    private final byte[] request = new byte[MAX_MESSAGE_BYTES];

    StreamWorker(Dispatcher dispatcher, Pulse pulse) {
        this.dispatcher = dispatcher;
        this.exchange = dispatcher.newExchange(Transport.TCP);
        this.pulse = pulse;
    }

    /** Reads a request and returns the response with its length before it, empty for no reply or none yet. */
    ByteBuf answer(
            ByteBuf from,
            int length,
            InetSocketAddress remote,
            InetSocketAddress local,
            ByteBufAllocator allocator,
            LateReplies late) {
        from.readBytes(request, 0, length);
        pulse.begin();
        int responseBytes;
        try {
            responseBytes = dispatcher.serve(exchange, request, length, remote, local, late);
        } finally {
            pulse.end();
        }
        if (responseBytes == 0) {
            return Unpooled.EMPTY_BUFFER;
        }
        return frame(exchange.response().bytes(), responseBytes, allocator);
    }

    /** Whether the response to the last request comes later. */
    boolean isDeferred() {
        return exchange.isDeferred();
    }

    /** A response with its length before it. */
    static ByteBuf frame(byte[] response, int length, ByteBufAllocator allocator) {
        return allocator.buffer(PREFIX_BYTES + length).writeShort(length).writeBytes(response, 0, length);
    }
}
