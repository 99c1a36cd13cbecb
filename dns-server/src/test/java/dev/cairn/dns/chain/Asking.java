// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;

/** Asks a dispatcher in this process and reads its reply with dnsjava. */
public final class Asking {
    public static final InetSocketAddress CLIENT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000);
    public static final InetSocketAddress SERVER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 53);

    private Asking() {}

    /** A dispatcher of these plans that counts nothing. */
    public static Dispatcher dispatcher(Plan... plans) {
        return dispatcher(QueryRecorder.NONE, plans);
    }

    /** A dispatcher of these plans whose random numbers always start the same. */
    public static Dispatcher dispatcher(QueryRecorder recorder, Plan... plans) {
        return new Dispatcher(ZoneTable.of(List.of(plans)), () -> recorder, () -> 1, Duration.ofSeconds(10));
    }

    /** A question of class IN. */
    public static Message question(String name, int type) {
        try {
            return Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN));
        } catch (TextParseException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    /** The octets of the reply; none when there is no reply. */
    public static byte[] reply(Dispatcher dispatcher, Transport transport, byte[] request) {
        Exchange exchange = dispatcher.newExchange(transport);
        int length = dispatcher.serve(exchange, request, request.length, CLIENT, SERVER, LateReplies.NOBODY);
        return Arrays.copyOf(exchange.response().bytes(), length);
    }

    /** The reply over UDP. */
    public static Message ask(Dispatcher dispatcher, Message question) {
        try {
            return new Message(reply(dispatcher, Transport.UDP, question.toWire()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
