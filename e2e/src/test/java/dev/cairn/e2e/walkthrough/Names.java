// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.walkthrough;

import dev.cairn.e2e.cluster.Net;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** What the names of Services in the namespace {@code default} have, asked of the cluster's DNS address. */
final class Names {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final String DOMAIN = ".default.svc.cluster.local.";

    private final SimpleResolver resolver;

    Names() {
        try {
            resolver = new SimpleResolver(Net.DNS);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
        resolver.setTimeout(TIMEOUT);
    }

    /** Whether the server is there and knows the API server's own Service. */
    boolean isServed() {
        try {
            return !addresses("kubernetes").isEmpty();
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Whether there is a Service of this name, with or without addresses. */
    boolean exists(String service) {
        return ask(name(service), Type.A).getRcode() != Rcode.NXDOMAIN;
    }

    /** The addresses of a Service's name. */
    Set<String> addresses(String service) {
        return addresses(name(service));
    }

    /**
     * Address and port of each target of the Service's port {@code http}. The answer brings as many of the addresses along as fit into
     * a datagram; the others are asked for.
     */
    Set<String> targets(String service) {
        Message reply = ask(name("_http._tcp." + service), Type.SRV);
        Set<String> targets = new TreeSet<>();
        for (Record record : reply.getSection(Section.ANSWER)) {
            SRVRecord srv = (SRVRecord) record;
            Set<String> brought = addresses(reply, Section.ADDITIONAL, srv.getTarget());
            for (String address : brought.isEmpty() ? addresses(srv.getTarget()) : brought) {
                targets.add(address + ":" + srv.getPort());
            }
        }
        return targets;
    }

    private Set<String> addresses(Name owner) {
        return addresses(ask(owner, Type.A), Section.ANSWER, owner);
    }

    private static Set<String> addresses(Message reply, int section, Name owner) {
        Set<String> addresses = new TreeSet<>();
        for (Record record : reply.getSection(section)) {
            if (record instanceof ARecord a && a.getName().equals(owner)) {
                addresses.add(a.getAddress().getHostAddress());
            }
        }
        return addresses;
    }

    private Message ask(Name name, int type) {
        Message reply;
        try {
            reply = resolver.send(Message.newQuery(Record.newRecord(name, type, DClass.IN)));
        } catch (IOException e) {
            throw new UncheckedIOException("no answer for " + name + " from " + Net.DNS, e);
        }
        int rcode = reply.getRcode();
        if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
            throw new AssertionError(name + " " + Type.string(type) + " is answered with " + Rcode.string(rcode));
        }
        return reply;
    }

    private static Name name(String service) {
        try {
            return Name.fromString(service + DOMAIN);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("no name: " + service, e);
        }
    }
}
