// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli.query;

import dev.cairn.cli.AddressPort;
import dev.cairn.discovery.IpAddress;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.RecordType;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to ask, and whom, read from words in any order as {@code dig} reads them. <b>Immutable.</b> */
record QueryRequest(DomainName name, int type, InetSocketAddress server) {
    static final int LOCAL_PORT = 1053;
    private static final int DNS_PORT = 53;

    /**
     * Reads the words.
     *
     * @throws IllegalArgumentException that says which word is wrong
     */
    static QueryRequest parse(List<String> words, @Nullable Integer port, boolean reverse) {
        String name = null;
        Integer type = null;
        InetSocketAddress server = null;
        for (String word : words) {
            if (word.startsWith("@")) {
                require(server == null, "two servers: only one can be asked, " + word + " is too many");
                server = server(word.substring(1), port);
            } else if (name == null) {
                name = word;
            } else {
                require(type == null, "\"" + word + "\" is neither a name nor a type: both have been given");
                type = RecordType.parse(word);
            }
        }
        if (name == null) {
            throw new IllegalArgumentException("a name to ask for is missing");
        }
        require(!reverse || type == null, "-x asks for PTR; leave the type out");
        return new QueryRequest(
                reverse ? ReverseName.of(IpAddress.parse(name)) : DomainName.parse(name),
                reverse ? RecordType.PTR : type == null ? RecordType.A : type,
                server == null ? AddressPort.parse("127.0.0.1", port == null ? LOCAL_PORT : port) : server);
    }

    private static InetSocketAddress server(String text, @Nullable Integer port) {
        require(port == null || !AddressPort.hasPort(text), "the port stands both in @" + text + " and after -p");
        return AddressPort.parse(text, port == null ? DNS_PORT : port);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
