// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;

/** What dnsjava writes we read as the same thing, and what we write dnsjava reads as the same thing. */
class MessageOracleTest {

    private static final int MESSAGES = 1_500;

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void dnsjavaReadsWhatWeWrite(long seed) throws IOException {
        RandomMessages messages = new RandomMessages(seed);
        for (int i = 0; i < MESSAGES; i++) {
            Message ours = messages.next();

            org.xbill.DNS.Message theirs = new org.xbill.DNS.Message(ours.toWire());

            assertSame("seed " + seed + ", message " + i, ours, theirs);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void weReadWhatDnsjavaWrites(long seed) throws IOException {
        DnsjavaMessages messages = new DnsjavaMessages(seed);
        for (int i = 0; i < MESSAGES; i++) {
            org.xbill.DNS.Message theirs = messages.next();
            byte[] wire = theirs.toWire(65535);

            Message ours = Message.parse(wire, wire.length);

            assertSame("seed " + seed + ", message " + i, ours, theirs);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32})
    void nothingIsLostOnTheWayThroughUs(long seed) throws IOException {
        DnsjavaMessages messages = new DnsjavaMessages(seed);
        for (int i = 0; i < MESSAGES; i++) {
            org.xbill.DNS.Message theirs = messages.next();
            byte[] wire = theirs.toWire(65535);

            byte[] again = Message.parse(wire, wire.length).toWire();

            assertThat(octetsOfRecords(new org.xbill.DNS.Message(again)))
                    .as("seed %d, message %d", seed, i)
                    .isEqualTo(octetsOfRecords(theirs));
        }
    }

    private static void assertSame(String description, Message ours, org.xbill.DNS.Message theirs)
            throws UnknownHostException {
        assertThat(ours.id()).as(description).isEqualTo(theirs.getHeader().getID());
        assertThat(ours.opcode()).as(description).isEqualTo(theirs.getHeader().getOpcode());
        assertThat(ours.rcode()).as(description).isEqualTo(theirs.getRcode());
        for (int bit : new int[] {0, 5, 6, 7, 8, 10, 11}) {
            assertThat(ours.has(0x8000 >>> bit))
                    .as(description)
                    .isEqualTo(theirs.getHeader().getFlag(bit));
        }
        Question question = ours.questions().get(0);
        assertThat(question.name().toWire())
                .as(description)
                .isEqualTo(theirs.getQuestion().getName().toWire());
        assertThat(question.type())
                .as(description)
                .isEqualTo(theirs.getQuestion().getType());
        assertThat(question.recordClass())
                .as(description)
                .isEqualTo(theirs.getQuestion().getDClass());
        for (Section section : Section.values()) {
            List<Record> expected = new ArrayList<>(theirs.getSection(section.index() + 1));
            expected.removeIf(record -> record instanceof OPTRecord);
            assertThat(ours.section(section)).as(description).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                assertSame(description, ours.section(section).get(i), expected.get(i));
            }
        }
        assertSameEdns(description, ours, theirs.getOPT());
    }

    private static void assertSame(String description, ResourceRecord ours, Record theirs) throws UnknownHostException {
        // dnsjava lets a name point to one in another letter case.
        assertThat(ours.owner()
                        .folded()
                        .matches(theirs.getName().toWire(), 0, theirs.getName().length()))
                .as("%s: %s, %s", description, ours, theirs)
                .isTrue();
        assertThat(ours.type()).as(description).isEqualTo(theirs.getType());
        assertThat(ours.recordClass()).as(description).isEqualTo(theirs.getDClass());
        assertThat(ours.ttlSeconds()).as(description).isEqualTo(theirs.getTTL());
        String text = ours.data().toString();
        if (ours.data() instanceof Rdata.Aaaa) {
            assertThat(InetAddress.getByName(text)).isEqualTo(InetAddress.getByName(theirs.rdataToString()));
        } else if (ours.data() instanceof Rdata.Unknown
                || ours.data() instanceof Rdata.Txt
                || ours.data() instanceof Rdata.Hinfo) {
            WireWriter octets = new WireWriter(new byte[512]);
            RdataCodec.write(octets, ours.data());
            assertThat(Arrays.copyOf(octets.bytes(), octets.position()))
                    .as(description)
                    .isEqualTo(theirs.rdataToWireCanonical());
        } else {
            assertThat(text).as(description).isEqualToIgnoringCase(theirs.rdataToString());
        }
    }

    private static void assertSameEdns(String description, Message ours, OPTRecord theirs) {
        assertThat(ours.edns().isPresent()).as(description).isEqualTo(theirs != null);
        ours.edns().ifPresent(edns -> {
            assertThat(edns.udpPayloadSize()).as(description).isEqualTo(theirs.getPayloadSize());
            assertThat(edns.version()).as(description).isEqualTo(theirs.getVersion());
            assertThat(edns.dnssecOk()).as(description).isEqualTo(theirs.getFlags() == 0x8000);
            assertThat(edns.options()).as(description).hasSameSizeAs(theirs.getOptions());
        });
    }

    /** All records of all sections, uncompressed and names in lower case. */
    private static List<String> octetsOfRecords(org.xbill.DNS.Message message) {
        List<String> octets = new ArrayList<>();
        for (int section = 0; section < 4; section++) {
            for (Record record : message.getSection(section)) {
                byte[] data = record.rdataToWireCanonical();
                octets.add(record.getName().canonicalize() + " " + record.getDClass() + " " + record.getType() + " "
                        + record.getTTL() + " " + HexFormat.of().formatHex(data));
            }
        }
        return octets;
    }

    /** Messages of dnsjava at random. */
    private static final class DnsjavaMessages {

        private final Random random;
        private final RandomMessages names;

        DnsjavaMessages(long seed) {
            random = new Random(seed);
            names = new RandomMessages(seed);
        }

        org.xbill.DNS.Message next() throws IOException {
            org.xbill.DNS.Message message = new org.xbill.DNS.Message(random.nextInt(65536));
            for (int bit : new int[] {0, 5, 6, 7, 8, 10, 11}) {
                if (random.nextBoolean()) {
                    message.getHeader().setFlag(bit);
                }
            }
            message.getHeader().setOpcode(random.nextInt(16));
            message.getHeader().setRcode(random.nextInt(16));
            message.addRecord(Record.newRecord(name(), 1 + random.nextInt(40), DClass.IN), 0);
            for (int section = 1; section < 4; section++) {
                for (int left = random.nextInt(6); left > 0; left--) {
                    message.addRecord(record(), section);
                }
            }
            if (random.nextBoolean()) {
                message.addRecord(opt(), 3);
            }
            return message;
        }

        private Record record() throws IOException {
            Name owner = name();
            long ttl = random.nextInt(Integer.MAX_VALUE);
            return switch (random.nextInt(14)) {
                case 0 -> new org.xbill.DNS.ARecord(owner, 1, ttl, InetAddress.getByAddress(octets(4)));
                case 1 -> new org.xbill.DNS.AAAARecord(owner, 1, ttl, octets(16));
                case 2 -> new org.xbill.DNS.NSRecord(owner, 1, ttl, name());
                case 3 -> new org.xbill.DNS.CNAMERecord(owner, 1, ttl, name());
                case 4 -> new org.xbill.DNS.PTRRecord(owner, 1, ttl, name());
                case 5 -> new org.xbill.DNS.DNAMERecord(owner, 1, ttl, name());
                case 6 -> new org.xbill.DNS.SOARecord(owner, 1, ttl, name(), name(), u32(), u32(), u32(), u32(), u32());
                case 7 -> new org.xbill.DNS.MXRecord(owner, 1, ttl, u16(), name());
                case 8 -> new org.xbill.DNS.SRVRecord(owner, 1, ttl, u16(), u16(), u16(), name());
                case 9 -> new org.xbill.DNS.TXTRecord(owner, 1, ttl, List.of("a b", "\"\\\\\"", "\\255"));
                case 10 -> new org.xbill.DNS.HINFORecord(owner, 1, ttl, "cpu", "an os");
                case 11 -> new org.xbill.DNS.MINFORecord(owner, 1, ttl, lowerName(), lowerName());
                case 12 -> new org.xbill.DNS.AFSDBRecord(owner, 1, ttl, u16(), lowerName());
                default -> Record.newRecord(owner, 60000, 1, ttl, octets(random.nextInt(40)));
            };
        }

        private OPTRecord opt() {
            List<EDNSOption> options = new ArrayList<>();
            for (int left = random.nextInt(3); left > 0; left--) {
                options.add(new GenericEDNSOption(65001, octets(random.nextInt(9))));
            }
            return new OPTRecord(
                    u16(), random.nextInt(128), random.nextInt(256), random.nextBoolean() ? 0x8000 : 0, options);
        }

        private Name name() throws IOException {
            return new Name(names.name().toWire());
        }

        /** dnsjava compares such data in lower case only. */
        private Name lowerName() throws IOException {
            return new Name(names.name().folded().toWire());
        }

        private byte[] octets(int length) {
            byte[] octets = new byte[length];
            random.nextBytes(octets);
            return octets;
        }

        private int u16() {
            return random.nextInt(65536);
        }

        private long u32() {
            return random.nextInt() & 0xFFFF_FFFFL;
        }
    }
}
