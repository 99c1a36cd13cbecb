// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.CompletableFuture;

/** Connects and closes. <b>Immutable.</b> */
final class TcpCheck implements ActiveCheck {
    @Override
    public CompletableFuture<Void> ask(InetSocketAddress address) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        try {
            AsynchronousSocketChannel channel = AsynchronousSocketChannel.open();
            var unused = answer.whenComplete((nothing, error) -> close(channel)); // also when it is cancelled
            channel.connect(address, answer, new CompletionHandler<Void, CompletableFuture<Void>>() {
                @Override
                public void completed(Void nothing, CompletableFuture<Void> waiting) {
                    waiting.complete(null);
                }

                @Override
                public void failed(Throwable error, CompletableFuture<Void> waiting) {
                    waiting.completeExceptionally(error);
                }
            });
        } catch (IOException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    private static void close(AsynchronousSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "TCP";
    }
}
