// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.propagation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Arrays;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** A name server, asked over UDP for the one address of a name; one question is under way at any time. */
final class DnsWitness implements Witness {
    private static final long RESEND_NANOS = Duration.ofMillis(50).toNanos();
    private static final int ADDRESS_BYTES = 4;

    private final DatagramChannel channel;
    private final ByteBuffer question;
    private final ByteBuffer answer = ByteBuffer.allocate(4096);
    private byte[] expected = new byte[ADDRESS_BYTES];
    private short id;
    private boolean isAsked;
    private long askedNanos;

    DnsWitness(InetSocketAddress server, String name) {
        try {
            Record asked = Record.newRecord(Name.fromString(name, Name.root), Type.A, DClass.IN);
            question = ByteBuffer.wrap(Message.newQuery(asked).toWire());
            channel = DatagramChannel.open();
            channel.connect(server);
            channel.configureBlocking(false);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(name, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void expect(Inet4Address address) {
        expected = address.getAddress();
        isAsked = false;
    }

    @Override
    public boolean hasSeen() {
        try {
            if (!isAsked || System.nanoTime() - askedNanos > RESEND_NANOS) {
                ask();
            }
            answer.clear();
            if (channel.read(answer) <= 0 || answer.getShort(0) != id) {
                return false;
            }
            isAsked = false;
            // The address is the end of the only record.
            int end = answer.position();
            return Arrays.equals(expected, Arrays.copyOfRange(answer.array(), end - ADDRESS_BYTES, end));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ask() throws IOException {
        question.putShort(0, ++id).rewind();
        channel.write(question);
        isAsked = true;
        askedNanos = System.nanoTime();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
