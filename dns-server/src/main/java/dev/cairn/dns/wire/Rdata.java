// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import static java.util.Objects.requireNonNull;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The data of a record (RFC 1035 §3.3, §3.4). The text of each form is the one that zone files and {@code dig} use.
 *
 * <p><b>Immutable.</b>
 */
public sealed interface Rdata {

    /** The type of records that have such data, see {@link RecordType}. */
    int type();

    /**
     * An IPv4 address (RFC 1035 §3.4.1).
     *
     * @param address the address
     */
    record A(Inet4Address address) implements Rdata {
        /** Requires an address. */
        public A {
            requireNonNull(address, "address");
        }

        @Override
        public int type() {
            return RecordType.A;
        }

        @Override
        public String toString() {
            return AddressText.format(address);
        }
    }

    /**
     * An IPv6 address (RFC 3596).
     *
     * @param address the address; a scope is left out
     */
    record Aaaa(Inet6Address address) implements Rdata {
        /** Requires an address. */
        public Aaaa {
            requireNonNull(address, "address");
        }

        @Override
        public int type() {
            return RecordType.AAAA;
        }

        @Override
        public String toString() {
            return AddressText.format(address);
        }
    }

    /**
     * A name server of a zone (RFC 1035 §3.3.11).
     *
     * @param target the server
     */
    record Ns(DomainName target) implements Rdata {
        /** Requires a target. */
        public Ns {
            requireNonNull(target, "target");
        }

        @Override
        public int type() {
            return RecordType.NS;
        }

        @Override
        public String toString() {
            return target.toString();
        }
    }

    /**
     * The canonical name of an alias (RFC 1035 §3.3.1).
     *
     * @param target the canonical name
     */
    record Cname(DomainName target) implements Rdata {
        /** Requires a target. */
        public Cname {
            requireNonNull(target, "target");
        }

        @Override
        public int type() {
            return RecordType.CNAME;
        }

        @Override
        public String toString() {
            return target.toString();
        }
    }

    /**
     * The name of an address, or any pointer to a name (RFC 1035 §3.3.12).
     *
     * @param target the name
     */
    record Ptr(DomainName target) implements Rdata {
        /** Requires a target. */
        public Ptr {
            requireNonNull(target, "target");
        }

        @Override
        public int type() {
            return RecordType.PTR;
        }

        @Override
        public String toString() {
            return target.toString();
        }
    }

    /**
     * Where the names below an owner have gone (RFC 6672).
     *
     * @param target the new parent of those names
     */
    record Dname(DomainName target) implements Rdata {
        /** Requires a target. */
        public Dname {
            requireNonNull(target, "target");
        }

        @Override
        public int type() {
            return RecordType.DNAME;
        }

        @Override
        public String toString() {
            return target.toString();
        }
    }

    /**
     * Start of authority (RFC 1035 §3.3.13).
     *
     * @param primary the primary name server (MNAME)
     * @param mailbox the mailbox of who is responsible (RNAME)
     * @param serial version of the zone, 32 bits unsigned like the times
     * @param refreshSeconds how often a secondary asks
     * @param retrySeconds how soon it asks again
     * @param expireSeconds how long it serves unrefreshed data
     * @param minimumSeconds how long the absence of a name may be remembered (RFC 2308 §4)
     */
    record Soa(
            DomainName primary,
            DomainName mailbox,
            long serial,
            long refreshSeconds,
            long retrySeconds,
            long expireSeconds,
            long minimumSeconds)
            implements Rdata {
        /** Checks the ranges. */
        public Soa {
            requireNonNull(primary, "primary");
            requireNonNull(mailbox, "mailbox");
            for (long value : new long[] {serial, refreshSeconds, retrySeconds, expireSeconds, minimumSeconds}) {
                if (value >>> 32 != 0) {
                    throw new IllegalArgumentException("numbers of SOA must be 0..4294967295, one was " + value);
                }
            }
        }

        @Override
        public int type() {
            return RecordType.SOA;
        }

        @Override
        public String toString() {
            return primary + " " + mailbox + " " + serial + " " + refreshSeconds + " " + retrySeconds + " "
                    + expireSeconds + " " + minimumSeconds;
        }
    }

    /**
     * A mail exchange (RFC 1035 §3.3.9).
     *
     * @param preference lower ones first, 16 bits
     * @param exchange the host
     */
    record Mx(int preference, DomainName exchange) implements Rdata {
        /** Checks the ranges. */
        public Mx {
            ResourceRecord.check16("preference", preference);
            requireNonNull(exchange, "exchange");
        }

        @Override
        public int type() {
            return RecordType.MX;
        }

        @Override
        public String toString() {
            return preference + " " + exchange;
        }
    }

    /**
     * Where a service is (RFC 2782).
     *
     * @param priority lower ones first, 16 bits
     * @param weight share among those of one priority, 16 bits
     * @param port 16 bits
     * @param target the host
     */
    record Srv(int priority, int weight, int port, DomainName target) implements Rdata {
        /** Checks the ranges. */
        public Srv {
            ResourceRecord.check16("priority", priority);
            ResourceRecord.check16("weight", weight);
            ResourceRecord.check16("port", port);
            requireNonNull(target, "target");
        }

        @Override
        public int type() {
            return RecordType.SRV;
        }

        @Override
        public String toString() {
            return priority + " " + weight + " " + port + " " + target;
        }
    }

    /**
     * Text (RFC 1035 §3.3.14).
     *
     * @param strings at least one, of at most 255 characters, each of which stands for one octet: U+0000 to U+00FF
     */
    record Txt(List<String> strings) implements Rdata {
        /** Copies and checks the strings. */
        public Txt {
            strings = List.copyOf(strings);
            if (strings.isEmpty()) {
                throw new IllegalArgumentException("TXT needs at least one string");
            }
            strings.forEach(NameText::checkString);
        }

        @Override
        public int type() {
            return RecordType.TXT;
        }

        @Override
        public String toString() {
            return String.join(" ", strings.stream().map(NameText::quote).toList());
        }
    }

    /**
     * Kind of host (RFC 1035 §3.3.2); also the reply to ANY (RFC 8482).
     *
     * @param cpu at most 255 characters, see {@link Txt}
     * @param os at most 255 characters, see {@link Txt}
     */
    record Hinfo(String cpu, String os) implements Rdata {
        /** Checks the strings. */
        public Hinfo {
            NameText.checkString(cpu);
            NameText.checkString(os);
        }

        @Override
        public int type() {
            return RecordType.HINFO;
        }

        @Override
        public String toString() {
            return NameText.quote(cpu) + " " + NameText.quote(os);
        }
    }

    /** Data of a type that has no form of its own here, kept octet by octet (RFC 3597). */
    final class Unknown implements Rdata {

        private static final int MAX_DATA_BYTES = 0xFFFF;

        private final int type;
        private final byte[] data;

        /**
         * Copies the octets.
         *
         * @param type 16 bits
         * @param data at most 65535 octets, no compressed name among them
         */
        public Unknown(int type, byte[] data) {
            this(data.clone(), type);
            ResourceRecord.check16("type", type);
            if (data.length > MAX_DATA_BYTES) {
                throw new IllegalArgumentException("data must be at most 65535 octets, was " + data.length);
            }
        }

        private Unknown(byte[] data, int type) {
            this.type = type;
            this.data = data;
        }

        /** Keeps octets that nobody else has, without a copy. */
        static Unknown owning(int type, byte[] data) {
            return new Unknown(data, type);
        }

        @Override
        public int type() {
            return type;
        }

        /** The octets, as a new array. */
        public byte[] data() {
            return data.clone();
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Unknown other && type == other.type && Arrays.equals(data, other.data);
        }

        @Override
        public int hashCode() {
            return 31 * type + Arrays.hashCode(data);
        }

        @Override
        public String toString() {
            return data.length == 0
                    ? "\\# 0"
                    : "\\# " + data.length + " "
                            + HexFormat.of().withUpperCase().formatHex(data);
        }
    }
}
