// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.state;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails where a stream goes on for longer than it may. <b>Confined to</b> one thread. */
final class BoundedInput extends FilterInputStream {
    private final long maxBytes;
    private long readBytes;

    BoundedInput(InputStream in, long maxBytes) {
        super(in);
        this.maxBytes = maxBytes;
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        count(octet < 0 ? 0 : 1);
        return octet;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        count(Math.max(0, count));
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(count);
        count(skipped);
        return skipped;
    }

    private void count(long bytes) throws UnusableStateException {
        readBytes += bytes;
        if (readBytes > maxBytes) {
            throw new UnusableStateException("it holds more than " + maxBytes + " octets");
        }
    }
}
