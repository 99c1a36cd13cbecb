// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.rewrite;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Rdata;
import dev.cairn.dns.wire.ResourceRecord;
import java.util.function.UnaryOperator;

/** Gives the names in records other values. */
final class RecordNames {
    private RecordNames() {}

    /** The record with what a rewrite of names makes of its owner. */
    static ResourceRecord withOwner(ResourceRecord record, UnaryOperator<String> rewrite) {
        DomainName owner = rewritten(record.owner(), rewrite);
        return owner == record.owner() ? record : record.withOwner(owner);
    }

    /** The record with what a rewrite of names makes of the one in its data; others than those of names stay. */
    static ResourceRecord withValue(ResourceRecord record, UnaryOperator<String> rewrite) {
        Rdata data = withValue(record.data(), rewrite);
        return data == record.data()
                ? record
                : new ResourceRecord(record.owner(), record.recordClass(), record.ttlSeconds(), data);
    }

    private static Rdata withValue(Rdata data, UnaryOperator<String> rewrite) {
        if (data instanceof Rdata.Cname cname) {
            return new Rdata.Cname(rewritten(cname.target(), rewrite));
        }
        if (data instanceof Rdata.Ptr ptr) {
            return new Rdata.Ptr(rewritten(ptr.target(), rewrite));
        }
        if (data instanceof Rdata.Srv srv) {
            return new Rdata.Srv(srv.priority(), srv.weight(), srv.port(), rewritten(srv.target(), rewrite));
        }
        if (data instanceof Rdata.Mx mx) {
            return new Rdata.Mx(mx.preference(), rewritten(mx.exchange(), rewrite));
        }
        if (data instanceof Rdata.Ns ns) {
            return new Rdata.Ns(rewritten(ns.target(), rewrite));
        }
        if (data instanceof Rdata.Dname dname) {
            return new Rdata.Dname(rewritten(dname.target(), rewrite));
        }
        return data instanceof Rdata.Soa soa ? withPrimary(soa, rewritten(soa.primary(), rewrite)) : data;
    }

    private static Rdata.Soa withPrimary(Rdata.Soa soa, DomainName primary) {
        return new Rdata.Soa(
                primary,
                soa.mailbox(),
                soa.serial(),
                soa.refreshSeconds(),
                soa.retrySeconds(),
                soa.expireSeconds(),
                soa.minimumSeconds());
    }

    /** The same object where nothing changes, and where the result would be no name. */
    private static DomainName rewritten(DomainName name, UnaryOperator<String> rewrite) {
        String text = NameText.of(name);
        String made = rewrite.apply(text);
        if (made.equals(text)) {
            return name;
        }
        try {
            return DomainName.parse(made);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }
}
