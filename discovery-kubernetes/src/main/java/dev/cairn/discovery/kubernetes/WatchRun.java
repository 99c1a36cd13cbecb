// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.kubernetes.read.ApiStatus;
import dev.cairn.discovery.kubernetes.read.DocumentSink;
import dev.cairn.discovery.kubernetes.read.EventHandler;
import dev.cairn.discovery.kubernetes.read.EventReader;
import dev.cairn.discovery.kubernetes.read.LineCutter;
import dev.cairn.discovery.kubernetes.read.MalformedObjectException;
import dev.cairn.discovery.kubernetes.read.Metadata;
import dev.cairn.discovery.kubernetes.read.ReadObject;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one watch, event by event, into what is known. It may begin with every object there is (a streaming list): then a bookmark
 * says when those have been sent. <b>Confined to</b> the loop.
 */
final class WatchRun<T> implements Run, EventHandler<T>, DocumentSink {
    private final Function<ResponseHandler, Exchange> request;
    private final EventReader<T> reader;
    private final KnownObjects<T> known;
    private final RunListener listener;
    private final int maxObjectBytes;
    private @Nullable Exchange exchange;
    private boolean isListing;
    private boolean isOver;

    WatchRun(
            Function<ResponseHandler, Exchange> request,
            boolean isListing,
            EventReader<T> reader,
            KnownObjects<T> known,
            int maxObjectBytes,
            RunListener listener) {
        this.request = request;
        this.isListing = isListing;
        this.reader = reader;
        this.known = known;
        this.maxObjectBytes = maxObjectBytes;
        this.listener = listener;
    }

    @Override
    public void start() {
        exchange = request.apply(new Reply(new LineCutter(maxObjectBytes, this), this::ended, listener));
    }

    @Override
    public void cancel() {
        isOver = true;
        if (exchange != null) {
            exchange.cancel();
        }
    }

    /** Whether the objects that the watch begins with are still coming. */
    boolean isListing() {
        return isListing;
    }

    private void ended() {
        if (isOver) {
            return;
        }
        if (isListing) {
            listener.onBroken("the connection closed before the list was complete");
        } else {
            listener.onClosed();
        }
    }

    @Override
    public void document(byte[] buffer, int offset, int length) {
        if (isOver) {
            return;
        }
        try {
            reader.read(buffer, offset, length, this);
        } catch (MalformedObjectException e) {
            known.passOver(e);
            listener.onUnreadable(e);
        }
    }

    @Override
    public void oversized(long bytes) {
        MalformedObjectException failure = MalformedObjectException.tooLong(bytes);
        known.passOver(failure);
        listener.onUnreadable(failure);
    }

    @Override
    public void onObject(ReadObject<T> object) {
        known.put(object);
        applied(object.metadata());
    }

    @Override
    public void onDeleted(Metadata metadata) {
        known.remove(metadata);
        applied(metadata);
    }

    private void applied(Metadata metadata) {
        if (!isListing && !metadata.resourceVersion().isEmpty()) {
            listener.onVersion(metadata.resourceVersion());
        }
    }

    @Override
    public void onBookmark(Metadata metadata) {
        if (!isListing) {
            applied(metadata);
        } else if (metadata.endsInitialEvents()) {
            isListing = false;
            listener.onListed(metadata.resourceVersion());
        } else {
            cancel();
            listener.onStreamingListIgnored();
        }
    }

    @Override
    public void onError(ApiStatus status) {
        cancel();
        listener.onRefused(status, status.retryAfterSeconds());
    }

    @Override
    public void onUnknown(String type) {
        listener.onUnreadable(MalformedObjectException.unknownEvent(type));
    }
}
