// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.hosts;

import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Meters;
import dev.cairn.dns.chain.Meters.Family;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.config.WatchedFile;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.QuestionReader;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.Section;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers A, AAAA and PTR questions from a hosts file and from the entries of the Corefile. Each change of the file is one new table.
 * <b>Thread-safe.</b>
 */
public final class HostsHandler implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(HostsHandler.class);
    private static final Family ENTRIES =
            Family.of("coredns_hosts_entries", "The combined number of entries in hosts and Corefile.", "hostsfile");
    private static final Family READ =
            Family.of("coredns_hosts_reload_timestamp_seconds", "The timestamp of the last reload of hosts file.");
    private static final List<DomainName> REVERSE =
            List.of(DomainName.parse("in-addr.arpa"), DomainName.parse("ip6.arpa"));

    private final HostsConfig config;
    private final DomainName[] zones;
    private final DomainName[] fallthroughZones;
    private final WatchedFile file;
    private volatile HostTable table;
    private volatile long changedSeconds;

    /** Shows its family without labels, whether or not a line reads a file. */
    public static void showAlways(Meters meters) {
        meters.gauge(READ, () -> 0);
    }

    /** A handler that knows the entries of the Corefile, and those of the file once it is started. */
    public HostsHandler(HostsConfig config, Meters meters) {
        this.config = config;
        this.zones = config.zones().toArray(DomainName[]::new);
        this.fallthroughZones = config.fallthroughZones().toArray(DomainName[]::new);
        this.table = table(List.of());
        this.file = new WatchedFile(config.file(), config.reload(), new FileReader());
        meters.gauge(ENTRIES, () -> table.size(), config.file().toString());
        meters.gauge(READ, () -> changedSeconds);
    }

    private HostTable table(List<HostEntry> entries) {
        return new HostTableBuilder(config.zones(), config.reverse())
                .add(entries)
                .add(config.entries())
                .build();
    }

    @Override
    public String directive() {
        return "hosts";
    }

    @Override
    public Touch touch(DomainName zone) {
        boolean ours = config.zones().stream().anyMatch(each -> related(each, zone));
        boolean reverse = config.reverse() && REVERSE.stream().anyMatch(each -> related(each, zone));
        return ours || reverse ? Touch.ANSWER : Touch.NONE;
    }

    private static boolean related(DomainName a, DomainName b) {
        return a.isSubdomainOf(b) || b.isSubdomainOf(a);
    }

    @Override
    public void start() {
        file.start();
    }

    @Override
    public void close() {
        file.close();
    }

    @Override
    public Outcome handle(Exchange exchange) {
        QuestionReader question = exchange.question();
        HostTable hosts = table;
        int type = question.type();
        if (type == RecordType.PTR) {
            Host address = hosts.findReverse(question);
            return address == null ? Outcome.PASS_ON : writeTargets(exchange, address);
        }
        boolean isAddress = type == RecordType.A || type == RecordType.AAAA;
        if (!isIn(zones, question)
                || !isAddress && config.fallthroughUnsupported() && isIn(fallthroughZones, question)) {
            return Outcome.PASS_ON;
        }
        Host host = hosts.find(question);
        if (host == null) {
            return miss(exchange);
        }
        exchange.response().setAuthoritative(true);
        if (type == RecordType.A) {
            writeAddresses(exchange, host.ipv4, 4);
        } else if (type == RecordType.AAAA) {
            writeAddresses(exchange, host.ipv6, 16);
        }
        return Outcome.ANSWERED;
    }

    private static boolean isIn(DomainName[] names, QuestionReader question) {
        for (DomainName name : names) {
            if (question.isIn(name)) {
                return true;
            }
        }
        return false;
    }

    /** There is no SOA to tell of a name that does not exist, so nothing is said about it. */
    private Outcome miss(Exchange exchange) {
        if (isIn(fallthroughZones, exchange.question())) {
            return Outcome.PASS_ON;
        }
        exchange.response().setRcode(Rcode.SERVFAIL);
        return Outcome.ANSWERED;
    }

    private void writeAddresses(Exchange exchange, byte[] addresses, int length) {
        int owner = exchange.question().nameOffset();
        int at = 0;
        while (at < addresses.length
                && exchange.response().address(Section.ANSWER, owner, config.ttlSeconds(), addresses, at, length)) {
            at += length;
        }
    }

    private Outcome writeTargets(Exchange exchange, Host address) {
        int owner = exchange.question().nameOffset();
        exchange.response().setAuthoritative(true);
        for (int i = 0; i < address.targets.size(); i++) {
            byte[] name = address.targets.get(i);
            exchange.response().raw(Section.ANSWER, owner, RecordType.PTR, config.ttlSeconds(), name, 0, name.length);
        }
        return Outcome.ANSWERED;
    }

    /** Makes a table of each version of the file. */
    private final class FileReader implements WatchedFile.Reader {
        @Override
        public void read(String text, Instant changed) {
            table = table(HostLines.parse(text));
            changedSeconds = changed.getEpochSecond();
        }

        @Override
        public void failed(String reason) {
            LOG.warn("file {} cannot be read, going on without what is new in it: {}", config.file(), reason);
        }
    }
}
