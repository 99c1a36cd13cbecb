// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.rewrite;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What an EDNS option is given. <b>Immutable.</b> */
@FunctionalInterface
interface EdnsValue {
    /** Values that are read from the query, by the word for them. */
    Map<String, EdnsValue> VARIABLES = variables();

    /** The octets for one query. */
    byte[] of(Rewriting rewriting);

    /** The same octets for all. */
    static EdnsValue fixed(byte[] octets) {
        byte[] copy = octets.clone();
        return rewriting -> copy.clone();
    }

    /**
     * The client's subnet (RFC 7871 §6): its address up to a prefix length of its family.
     *
     * @param ipv4Bits 0 to 32
     * @param ipv6Bits 0 to 128
     */
    static EdnsValue subnet(int ipv4Bits, int ipv6Bits) {
        return rewriting -> {
            byte[] address = rewriting.exchange().remote().getAddress().getAddress();
            boolean isIpv4 = address.length == 4;
            int bits = isIpv4 ? ipv4Bits : ipv6Bits;
            byte[] prefix = Arrays.copyOf(address, (bits + 7) / 8);
            if (bits % 8 != 0) {
                prefix[prefix.length - 1] &= (byte) (0xFF << (8 - bits % 8));
            }
            return ByteBuffer.allocate(4 + prefix.length)
                    .putShort((short) (isIpv4 ? 1 : 2))
                    .put((byte) bits)
                    .put((byte) 0)
                    .put(prefix)
                    .array();
        };
    }

    private static Map<String, EdnsValue> variables() {
        Map<String, EdnsValue> byWord = new TreeMap<>();
        byWord.put("{qname}", rewriting -> ascii(rewriting.name().toString()));
        byWord.put("{qtype}", rewriting -> number(rewriting.type()));
        byWord.put("{client_ip}", rewriting -> address(rewriting.exchange().remote()));
        byWord.put(
                "{client_port}",
                rewriting -> number(rewriting.exchange().remote().getPort()));
        byWord.put("{server_ip}", rewriting -> address(rewriting.exchange().local()));
        byWord.put(
                "{server_port}",
                rewriting -> number(rewriting.exchange().local().getPort()));
        byWord.put(
                "{protocol}",
                rewriting -> ascii(rewriting.exchange().transport().isStream() ? "tcp" : "udp"));
        return byWord;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(2).putShort((short) value).array();
    }

    private static byte[] address(InetSocketAddress socket) {
        InetAddress address = socket.getAddress();
        return address.getAddress();
    }
}
