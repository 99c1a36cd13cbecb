// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

import dev.cairn.dns.wire.ResponseWriter;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a server, with the questions that wait on it by their ids; answers come in any order (RFC 7766 §6.2.1.1).
 *
 * <p><b>Confined to</b> the upstream thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails comes back as the end of the connection
final class StreamLink extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(StreamLink.class);
    private static final int PREFIX_BYTES = 2; // RFC 1035 §4.2.2
    private static final int PADDING_BLOCK_BYTES = 128; // RFC 8467 §4.1
    private static final int MAX_WAITING = 1 << 15; // so that a free id is found soon

    private final StreamPool pool;
    private final IntObjectMap<StreamExchange> waiting = new IntObjectHashMap<>();
    private final long openedNanos = System.nanoTime();
    private long receivedNanos = openedNanos;
    private long idleSinceNanos = openedNanos;
    private @Nullable Channel channel;
    private @Nullable Throwable problem;
    private boolean isConnected;
    private boolean hasAnswered;
    private boolean isRetired;
    private boolean isExpiryDue;

    StreamLink(StreamPool pool) {
        this.pool = pool;
    }

    /** Begins to connect; what is added meanwhile is sent once that is done. */
    void connect() {
        ChannelFuture connecting = new Bootstrap()
                .group(pool.loop().events())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) ForwardOptions.DEADLINE.toMillis())
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel opened) {
                        prepare(opened);
                    }
                })
                .localAddress(pool.source())
                .connect(pool.to().address());
        channel = connecting.channel();
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                ended(done.cause());
            }
        });
    }

    private void prepare(SocketChannel opened) {
        TlsClient tls = pool.options().tls;
        if (pool.to().isTls() && tls != null) {
            opened.pipeline().addLast(tls.handler(opened.alloc(), pool.to()));
        }
        opened.pipeline()
                .addLast(new LengthFieldBasedFrameDecoder(
                        PREFIX_BYTES + ResponseWriter.MAX_BYTES, 0, PREFIX_BYTES, 0, PREFIX_BYTES))
                .addLast(this);
    }

    /** How many questions wait. */
    int waiting() {
        return waiting.size();
    }

    /** Whether a question may be added. */
    boolean takesMore(long nowNanos) {
        long maxAgeNanos = pool.options().maxAgeNanos;
        boolean isTooOld = maxAgeNanos > 0 && nowNanos - openedNanos > maxAgeNanos;
        return !isRetired && !isTooOld && waiting.size() < MAX_WAITING;
    }

    /** Whether it has been used, so that its end says nothing about whether the server works. */
    boolean isShared() {
        return hasAnswered || !waiting.isEmpty();
    }

    boolean isIdle() {
        return waiting.isEmpty();
    }

    /** Takes a question and returns the id that it has here. */
    int add(StreamExchange exchange) {
        int id = pool.loop().random16();
        while (waiting.containsKey(id)) {
            id = pool.loop().random16();
        }
        waiting.put(id, exchange);
        if (isConnected && channel != null) {
            write(channel, exchange, id);
            channel.flush();
        }
        return id;
    }

    private void write(Channel to, StreamExchange exchange, int id) {
        int block = pool.to().isTls() ? PADDING_BLOCK_BYTES : 0;
        byte[] query = pool.loop().query;
        int length = exchange.query().write(query, PREFIX_BYTES, id, exchange.udpPayloadBytes(), block);
        query[0] = (byte) (length >>> 8);
        query[1] = (byte) length;
        to.write(
                to.alloc().buffer(PREFIX_BYTES + length).writeBytes(query, 0, PREFIX_BYTES + length), to.voidPromise());
    }

    /** Forgets a question that has its answer, or does not want it any more. */
    void remove(int id) {
        if (waiting.remove(id) != null && waiting.isEmpty()) {
            becomeIdle();
        }
    }

    /** A question sent then was not answered in time: without any sign of life since, the connection is given up. */
    void missed(long sentNanos) {
        isRetired |= receivedNanos - sentNanos < 0;
    }

    private void becomeIdle() {
        idleSinceNanos = System.nanoTime();
        if (!takesMore(idleSinceNanos) || pool.hasTooManyIdle()) {
            close();
        } else {
            expireIn(pool.options().expireNanos);
        }
    }

    private void expireIn(long nanos) {
        if (!isExpiryDue) {
            isExpiryDue = true;
            pool.loop().after(nanos, this::expire);
        }
    }

    private void expire() {
        isExpiryDue = false;
        long leftNanos = idleSinceNanos + pool.options().expireNanos - System.nanoTime();
        if (waiting.isEmpty() && leftNanos > 0) {
            expireIn(leftNanos);
        } else if (waiting.isEmpty()) {
            close();
        }
    }

    /** Takes no question any more, and closes when nobody waits. */
    void retire() {
        isRetired = true;
        if (waiting.isEmpty()) {
            close();
        }
    }

    private void close() {
        isRetired = true;
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        isConnected = true;
        for (IntObjectMap.PrimitiveEntry<StreamExchange> entry : waiting.entries()) {
            write(ctx.channel(), entry.value(), entry.key());
        }
        ctx.flush();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        ByteBuf content = (ByteBuf) frame;
        byte[] message = new byte[content.readableBytes()];
        content.readBytes(message).release();
        receivedNanos = System.nanoTime();
        StreamExchange exchange = message.length < PREFIX_BYTES ? null : waiting.get(idOf(message));
        if (exchange == null || !exchange.received(message, message.length)) {
            LOG.debug("{}: passed over {} octets that nobody waits for", pool.to(), message.length);
            return;
        }
        hasAnswered = true;
    }

    private static int idOf(byte[] message) {
        return (message[0] & 0xFF) << 8 | message[1] & 0xFF;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        problem = cause;
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ended(problem);
    }

    private void ended(@Nullable Throwable cause) {
        LOG.debug("connection to {} ended", pool.to(), cause);
        isRetired = true;
        pool.ended(this, cause);
        List<StreamExchange> left = new ArrayList<>(waiting.values());
        waiting.clear();
        left.forEach(StreamExchange::linkEnded);
    }
}
