// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.RecordCursor;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.Section;
import dev.cairn.dns.wire.WireException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A response as the cache sees it: what kind it is, how long it lives, how much of it is kept.
 *
 * <p><b>Immutable.</b>
 *
 * @param ttlSeconds the least time to live of all records; where it says that there is none, at most the minimum of the SOA record (RFC
 *     2308 §5); 0 for failures
 * @param endBytes where the records end that are kept; OPT, which comes after them, goes from hop to hop (RFC 6891 §6.1.1)
 * @param cutsBelow whether it says that the name asked does not exist, and an authority above it other than the root says so
 */
record Reply(Kind kind, int ttlSeconds, int endBytes, boolean cutsBelow) {
    /** What a response says. */
    enum Kind {
        /** Records of the type asked, at the name asked or where its aliases lead. */
        SUCCESS,
        /** No such name, or no records of the type, with the SOA record that says for how long. */
        DENIAL,
        /** The server could not answer, or does not. */
        FAILURE,
        /** What must not be kept: truncated, another code, records that are no answer, absence without limit. */
        OTHER,
        /** Octets that are no response. */
        MALFORMED
    }

    private static final int MAX_ALIASES = 16;
    private static final int SOA_NUMBERS_BYTES = 20; // RFC 1035 §3.3.13

    private static final Reply OTHER = new Reply(Kind.OTHER, 0, 0, false);
    private static final Reply MALFORMED = new Reply(Kind.MALFORMED, 0, 0, false);

    /** A record of the answer: its owner, and where it leads if it is an alias. */
    private record Answering(DomainName owner, int type, Optional<DomainName> target) {}

    /** The SOA record of the authority. */
    private record Authority(DomainName zone, int minimumSeconds) {}

    /** Reads a response to one question. */
    static Reply read(byte[] message, int length) {
        try {
            return new Reading(message, length).reply();
        } catch (WireException e) {
            return MALFORMED;
        }
    }

    /** Reads one response. */
    private static final class Reading {
        private final byte[] message;
        private final int length;
        private final RecordCursor cursor = new RecordCursor();
        private final List<Answering> answers = new ArrayList<>();
        private Optional<Authority> authority = Optional.empty();
        private int leastTtlSeconds = Integer.MAX_VALUE;
        private int endBytes;
        private boolean isExtendedCode;

        Reading(byte[] message, int length) {
            this.message = message;
            this.length = length;
        }

        Reply reply() {
            if (!cursor.start(message, length) || Header.questionCount(message) != 1) {
                return MALFORMED;
            }
            int flags = Header.flags(message);
            if ((flags & Header.FLAG_TC) != 0) {
                return OTHER;
            }
            DomainName name = DomainName.read(message, Header.BYTES, length);
            ByteBuffer octets = ByteBuffer.wrap(message);
            int type = octets.getShort(Header.BYTES + name.length()) & 0xFFFF;
            endBytes = cursor.firstRecord();
            while (cursor.next()) {
                readRecord(octets);
            }
            if (cursor.isMalformed()) {
                return MALFORMED;
            }
            return isExtendedCode ? OTHER : reply(Header.rcode(flags), name, type);
        }

        private void readRecord(ByteBuffer octets) {
            if (cursor.type() == RecordType.OPT) {
                isExtendedCode |= octets.get(cursor.ttlOffset()) != 0; // RFC 6891 §6.1.3
                return;
            }
            endBytes = cursor.end();
            leastTtlSeconds = Math.min(leastTtlSeconds, cursor.ttlSeconds());
            if (cursor.section() == Section.ANSWER) {
                Optional<DomainName> target = cursor.type() == RecordType.CNAME
                        ? Optional.of(DomainName.read(message, cursor.dataOffset(), cursor.end()))
                        : Optional.empty();
                answers.add(new Answering(owner(), cursor.type(), target));
            } else if (cursor.section() == Section.AUTHORITY
                    && cursor.type() == RecordType.SOA
                    && cursor.dataLength() > SOA_NUMBERS_BYTES) {
                int minimumSeconds = Math.max(0, octets.getInt(cursor.end() - Integer.BYTES));
                authority = Optional.of(new Authority(owner(), minimumSeconds));
            }
        }

        private DomainName owner() {
            return DomainName.read(message, cursor.ownerOffset(), length);
        }

        private Reply reply(int rcode, DomainName name, int type) {
            return switch (rcode) {
                case Rcode.NOERROR ->
                    isAnswered(name, type) ? of(Kind.SUCCESS, leastTtlSeconds, false) : denial(name, false);
                case Rcode.NXDOMAIN -> denial(name, true);
                case Rcode.SERVFAIL, Rcode.NOTIMP -> of(Kind.FAILURE, 0, false);
                default -> OTHER;
            };
        }

        private boolean isAnswered(DomainName name, int type) {
            DomainName last = type == RecordType.CNAME || type == RecordType.ANY ? name : lastName(name);
            return answers.stream()
                    .anyMatch(record -> (record.type() == type || type == RecordType.ANY)
                            && record.owner().equalsIgnoreCase(last));
        }

        /** Where the aliases of a name lead; a chain that goes on too long ends somewhere that no record owns. */
        private DomainName lastName(DomainName name) {
            DomainName last = name;
            for (int i = 0; i < MAX_ALIASES; i++) {
                DomainName owner = last;
                Optional<DomainName> next = answers.stream()
                        .filter(record ->
                                record.target().isPresent() && record.owner().equalsIgnoreCase(owner))
                        .findFirst()
                        .flatMap(Answering::target);
                if (next.isEmpty()) {
                    return last;
                }
                last = next.get();
            }
            return last;
        }

        private Reply denial(DomainName name, boolean isNameDenied) {
            DomainName last = lastName(name);
            Optional<Authority> of = authority.filter(each -> last.isSubdomainOf(each.zone()));
            if (of.isEmpty()) {
                return OTHER;
            }
            boolean cuts = isNameDenied && answers.isEmpty() && !of.get().zone().isRoot();
            return of(Kind.DENIAL, Math.min(leastTtlSeconds, of.get().minimumSeconds()), cuts);
        }

        private Reply of(Kind kind, int ttlSeconds, boolean cutsBelow) {
            return new Reply(kind, ttlSeconds, endBytes, cutsBelow);
        }
    }
}
