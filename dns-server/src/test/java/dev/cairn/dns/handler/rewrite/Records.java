// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.rewrite;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Rdata;
import dev.cairn.dns.wire.ResourceRecord;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Records of 30 s. */
final class Records {
    private static final long TTL_SECONDS = 30;

    private Records() {}

    static ResourceRecord a(String owner) {
        return record(owner, new Rdata.A(address()));
    }

    static ResourceRecord cname(String owner, String target) {
        return record(owner, new Rdata.Cname(DomainName.parse(target)));
    }

    static ResourceRecord record(String owner, Rdata data) {
        return new ResourceRecord(DomainName.parse(owner), TTL_SECONDS, data);
    }

    private static Inet4Address address() {
        try {
            return (Inet4Address) InetAddress.getByAddress(new byte[] {10, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
