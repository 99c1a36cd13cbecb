// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.transport;

import dev.cairn.dns.chain.Asking;
import java.io.ByteArrayOutputStream;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

/** Requests as octets. */
public final class Questions {

    private Questions() {}

    /** A question for the A record of a name. */
    public static byte[] a(String name, int id) {
        Message question = Asking.question(name, Type.A);
        question.getHeader().setID(id);
        return question.toWire();
    }

    /** Messages one after the other, each with its length before it. */
    public static byte[] stream(byte[]... messages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] message : messages) {
            out.write(message.length >>> 8);
            out.write(message.length);
            out.writeBytes(message);
        }
        return out.toByteArray();
    }

    /** The identifier of a message. */
    public static int id(byte[] message) {
        return (message[0] & 0xFF) << 8 | message[1] & 0xFF;
    }

    /** The response code in the header of a message. */
    public static int rcode(byte[] message) {
        return message[3] & 0xF;
    }
}
