// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.kubernetes.read.DocumentSink;
import dev.cairn.discovery.kubernetes.read.ListCutter;
import dev.cairn.discovery.kubernetes.read.ListReader;
import dev.cairn.discovery.kubernetes.read.ListReader.Envelope;
import dev.cairn.discovery.kubernetes.read.MalformedObjectException;
import org.jspecify.annotations.Nullable;

/** Reads one list in pages, object by object, into what is known. <b>Confined to</b> the loop. */
final class ListRun<T> implements Run {
    private final PageFetcher pages;
    private final ListReader<T> reader;
    private final KnownObjects<T> known;
    private final RunListener listener;
    private final int maxObjectBytes;
    private @Nullable Exchange exchange;
    private @Nullable Envelope envelope;
    private boolean isOver;

    /** Asks for the page that follows a continue token, or the first one when it is empty. */
    interface PageFetcher {
        Exchange fetch(String continueToken, ResponseHandler handler);
    }

    ListRun(PageFetcher pages, ListReader<T> reader, KnownObjects<T> known, int maxObjectBytes, RunListener listener) {
        this.pages = pages;
        this.reader = reader;
        this.known = known;
        this.maxObjectBytes = maxObjectBytes;
        this.listener = listener;
    }

    @Override
    public void start() {
        fetch("");
    }

    @Override
    public void cancel() {
        isOver = true;
        if (exchange != null) {
            exchange.cancel();
        }
    }

    private void fetch(String continueToken) {
        envelope = null;
        ListCutter cutter = new ListCutter(maxObjectBytes, new Items(), new Envelopes());
        exchange = pages.fetch(continueToken, new Reply(cutter, this::endPage, listener));
    }

    private void endPage() {
        if (isOver) {
            return;
        }
        if (envelope == null) {
            listener.onBroken("the server's answer is not a list");
        } else if (envelope.continueToken().isEmpty()) {
            isOver = true;
            listener.onListed(envelope.resourceVersion());
        } else {
            fetch(envelope.continueToken());
        }
    }

    private final class Items implements DocumentSink {
        @Override
        public void document(byte[] buffer, int offset, int length) {
            if (isOver) {
                return;
            }
            try {
                known.put(reader.readItem(buffer, offset, length));
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
    }

    private final class Envelopes implements DocumentSink {
        @Override
        public void document(byte[] buffer, int offset, int length) {
            try {
                envelope = reader.readEnvelope(buffer, offset, length);
            } catch (MalformedObjectException e) {
                listener.onUnreadable(e);
            }
        }

        @Override
        public void oversized(long bytes) {
            listener.onUnreadable(MalformedObjectException.tooLong(bytes));
        }
    }
}
