// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.transport;

import dev.cairn.dns.wire.Header;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocatorMetric;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's stream of requests, each with its length before it (RFC 7766 §8).
 *
 * <p>Requests are answered as they are complete. What a client can make us hold is what it has really sent of one request,
 * and responses up to a limit: beyond it nothing more is read until the client has taken some. Confined to the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails comes back to exceptionCaught
final class StreamConnection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(StreamConnection.class);
    private static final int INCOMPLETE = -1;
    private static final long DRAIN_CHECK_MILLIS = 10;
    private static final int DRAIN_CHECKS = 5;
    private static final int MUCH_BYTES = 4096;
    private static final int MAX_DEFERRED = 1000;

    private final StreamWorker worker;
    private final StreamLimits limits;
    private final StreamClients clients;
    private final Channel channel;
    private final PooledByteBufAllocatorMetric buffers;
    private final Runnable ended;
    private final InetSocketAddress remote;
    private final InetSocketAddress local;

    private @Nullable Future<?> timer;
    private @Nullable ByteBuf received;
    private int deferred;
    private int requests;
    private boolean answering;
    private boolean inputEnded;
    private boolean readSinceCheck;
    private long lastRequestNanos;
    private long unfinishedSinceNanos;
    private long unwritableSinceNanos;

    /** A connection; what is to be done at its end runs exactly once. */
    StreamConnection(StreamWorker worker, StreamLimits limits, StreamClients clients, Channel channel, Runnable ended) {
        this.ended = ended;
        this.buffers = StreamListener.ALLOCATOR.metric();
        this.worker = worker;
        this.limits = limits;
        this.clients = clients;
        this.channel = channel;
        this.remote = (InetSocketAddress) channel.remoteAddress();
        this.local = (InetSocketAddress) channel.localAddress();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        lastRequestNanos = System.nanoTime();
        long intervalNanos = limits.checkInterval().toNanos();
        timer = ctx.executor().scheduleAtFixedRate(this::check, intervalNanos, intervalNanos, TimeUnit.NANOSECONDS);
    }

    /** Called once for each connection, however short it was. */
    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (timer != null) {
            timer.cancel(false);
        }
        releaseReceived();
        ended.run();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        readSinceCheck = true;
        append((ByteBuf) message);
        answerWhatIsComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        unwritableSinceNanos = System.nanoTime();
        if (channel.isWritable()) {
            answerWhatIsComplete();
        }
    }

    /** A client that has sent all its requests and still waits for the responses. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            answerWhatIsComplete();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
        LOG.debug("connection from {} ends", remote, failure);
        ctx.close();
    }

    private void append(ByteBuf data) {
        if (received == null) {
            received = data;
            unfinishedSinceNanos = System.nanoTime();
            return;
        }
        received.discardReadBytes().writeBytes(data);
        data.release();
    }

    /** Writing may make the channel writable again, which calls this once more from within itself. */
    private void answerWhatIsComplete() {
        if (answering || !channel.isActive()) {
            return;
        }
        answering = true;
        try {
            answerWhileWritable();
        } finally {
            answering = false;
        }
        keepTheRest();
        if (isTooDear()) {
            channel.close();
            return;
        }
        channel.config().setAutoRead(hasRoom());
        if (inputEnded && channel.isWritable() && deferred == 0) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Whether the client has taken enough of what it asked for to be read from again. */
    private boolean hasRoom() {
        return channel.isWritable() && deferred < MAX_DEFERRED;
    }

    /** One that takes no replies, or sends a long request, is the one that memory is short for. */
    private boolean isTooDear() {
        boolean holdsMuch = !channel.isWritable() || received != null && received.readableBytes() > MUCH_BYTES;
        return holdsMuch && buffers.usedDirectMemory() > limits.maxBufferBytes();
    }

    private void answerWhileWritable() {
        boolean more = true;
        while (more && hasRoom()) {
            while (more && hasRoom()) {
                more = answerNext();
            }
            channel.flush();
        }
    }

    private boolean answerNext() {
        int length = lengthOfNext();
        if (length == INCOMPLETE || received == null) {
            return false;
        }
        if (length < Header.BYTES) {
            // Nothing after it can be understood.
            releaseReceived();
            inputEnded = true;
            return false;
        }
        received.skipBytes(StreamWorker.PREFIX_BYTES);
        ByteBuf response = worker.answer(received, length, remote, local, channel.alloc(), this::sendLate);
        if (worker.isDeferred()) {
            deferred++;
        }
        channel.write(response, channel.voidPromise());
        lastRequestNanos = System.nanoTime();
        unfinishedSinceNanos = lastRequestNanos;
        if (++requests == limits.maxRequests()) {
            releaseReceived();
            inputEnded = true;
            return false;
        }
        return true;
    }

    /** Called on any thread, once for each request whose response was deferred. */
    private void sendLate(InetSocketAddress client, byte[] message, int length) {
        ByteBuf response = length == 0 ? Unpooled.EMPTY_BUFFER : StreamWorker.frame(message, length, channel.alloc());
        try {
            channel.eventLoop().execute(() -> writeLate(response));
        } catch (RejectedExecutionException e) {
            response.release(); // the server ends
        }
    }

    private void writeLate(ByteBuf response) {
        deferred--;
        readSinceCheck = true;
        if (!channel.isActive()) {
            response.release();
            return;
        }
        channel.writeAndFlush(response, channel.voidPromise());
        answerWhatIsComplete();
    }

    /** The length announced, if it is impossible or that much has arrived. */
    private int lengthOfNext() {
        if (received == null || received.readableBytes() < StreamWorker.PREFIX_BYTES) {
            return INCOMPLETE;
        }
        int length = received.getUnsignedShort(received.readerIndex());
        boolean isWhole = received.readableBytes() >= StreamWorker.PREFIX_BYTES + length;
        return isWhole || length < Header.BYTES ? length : INCOMPLETE;
    }

    /** Copies the beginning of a request into a buffer of its size: the one received may be much larger. */
    private void keepTheRest() {
        if (received == null) {
            return;
        }
        if (!received.isReadable()) {
            releaseReceived();
            return;
        }
        if (received.capacity() > 2 * received.readableBytes()) {
            ByteBuf rest = channel.alloc().buffer(received.readableBytes()).writeBytes(received);
            releaseReceived();
            received = rest;
        }
    }

    private void releaseReceived() {
        if (received != null) {
            received.release();
            received = null;
        }
    }

    private void check() {
        long now = System.nanoTime();
        if (!channel.isWritable()) {
            closeIf(now - unwritableSinceNanos > limits.writeTimeout().toNanos());
        } else if (received != null) {
            closeIf(now - unfinishedSinceNanos > limits.requestTimeout().toNanos());
        } else if (deferred == 0) {
            closeIf(now - lastRequestNanos > clients.idleNanos());
        }
    }

    private void closeIf(boolean isOver) {
        if (isOver) {
            channel.close();
        }
    }

    /** Answers what arrives until nothing has for a while, then closes. */
    void drain() {
        readSinceCheck = true;
        closeWhenQuiet(0);
    }

    /** Checks are counted, and not time: between two of them the event loop has looked for input, however late it is. */
    private void closeWhenQuiet(int checksWithoutInput) {
        int checks = readSinceCheck ? 0 : checksWithoutInput;
        readSinceCheck = false;
        if (checks >= DRAIN_CHECKS && channel.isWritable() && deferred == 0) {
            channel.close();
        } else if (channel.isOpen()) {
            channel.eventLoop().schedule(() -> closeWhenQuiet(checks + 1), DRAIN_CHECK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
