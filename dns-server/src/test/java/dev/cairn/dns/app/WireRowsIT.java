// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import dev.cairn.dns.transport.TcpClient;
import dev.cairn.dns.transport.UdpClient;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Section;

/** What a raw client sees: RFC 1035 §4.1.1, RFC 6891 §6.1, RFC 8906, RFC 9619; the same over UDP and TCP. */
class WireRowsIT {

    private static final byte[] WEB = name("web", "shop", "svc", "cluster", "local");
    private static final int[] NO_OPT = {};

    private static final InMemoryDiscovery DISCOVERY =
            InMemoryDiscovery.of(Service.builder(ServiceName.of("shop", "web"))
                    .clusterIps(IpAddress.parse("10.96.0.7"))
                    .ports(ServicePort.tcp("http", 80))
                    .build());
    private static final DnsServer SERVER = DnsServer.builder()
            .corefile(". {\n bind 127.0.0.1\n kubernetes cluster.local\n}", "Corefile")
            .environment(Map.of())
            .defaultPort(0)
            .warmUp(Duration.ZERO)
            .source(DISCOVERY)
            .build();

    /**
     * A request and its reply.
     *
     * @param flags of the header of the reply, RCODE included
     * @param counts of the reply: questions, answers, authority, additional
     */
    record Row(String name, List<Integer> request, int flags, List<Integer> counts, int extendedRcode) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void start() throws InterruptedException {
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
        DISCOVERY.close();
    }

    static List<Row> rows() {
        int[] opt = opt(1232, 0, 0);
        return List.of(
                row("H1 plain", request(0x0100, 1, 1, 1, NO_OPT), 0x8500, List.of(1, 1, 0, 0), 0),
                row(
                        "H3 AA RA TC Z are not reflected",
                        request(0x06C0, 1, 1, 1, NO_OPT),
                        0x8400,
                        List.of(1, 1, 0, 0),
                        0),
                row("H4 AD is not set, CD is copied", request(0x0030, 1, 1, 1, NO_OPT), 0x8410, List.of(1, 1, 0, 0), 0),
                row("H5 opcode 15", request(0x7800, 1, 1, 1, NO_OPT), 0xF804, List.of(0, 0, 0, 0), 0),
                row("H8 no question", request(0, 0, 1, 1, NO_OPT), 0x8001, List.of(0, 0, 0, 0), 0),
                row("H8 two questions", request(0, 2, 1, 1, NO_OPT), 0x8001, List.of(0, 0, 0, 0), 0),
                row("H10 class CH", request(0, 1, 16, 3, NO_OPT), 0x8005, List.of(1, 0, 0, 0), 0),
                row("H11 unknown type", request(0, 1, 666, 1, NO_OPT), 0x8400, List.of(1, 0, 1, 0), 0),
                row("H12 zone transfer", request(0, 1, 252, 1, NO_OPT), 0x8005, List.of(1, 0, 0, 0), 0),
                row("H12 QTYPE OPT", request(0, 1, 41, 1, NO_OPT), 0x8001, List.of(1, 0, 0, 0), 0),
                row("H13 UPDATE", request(0x2800, 1, 1, 1, NO_OPT), 0xA804, List.of(0, 0, 0, 0), 0),
                row("E1 OPT gets OPT", request(0, 1, 1, 1, opt), 0x8400, List.of(1, 1, 0, 1), 0),
                row("E1 in errors, too", request(0, 1, 252, 1, opt), 0x8005, List.of(1, 0, 0, 1), 5),
                row("E2 version 1", request(0, 1, 1, 1, opt(1232, 1, 0)), 0x8000, List.of(1, 0, 0, 1), 16),
                row(
                        "E3 unknown option",
                        request(0, 1, 1, 1, opt(1232, 0, 0, 0, 100, 0, 1, 7)),
                        0x8400,
                        List.of(1, 1, 0, 1),
                        0),
                row("E4 unknown flags", request(0, 1, 1, 1, opt(1232, 0, 0x4001)), 0x8400, List.of(1, 1, 0, 1), 0),
                row("E5 two OPT", request(0, 1, 1, 1, twice(opt)), 0x8001, List.of(1, 0, 0, 1), 1),
                row("E6 size below 512", request(0, 1, 1, 1, opt(1, 0, 0)), 0x8400, List.of(1, 1, 0, 1), 0));
    }

    private static Row row(String name, byte[] request, int flags, List<Integer> counts, int extendedRcode) {
        List<Integer> octets = IntStream.range(0, request.length)
                .mapToObj(i -> (int) request[i])
                .toList();
        return new Row(name, octets, flags, counts, extendedRcode);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void repliesAsTheStandardsSay(Row row) throws Exception {
        byte[] request = new byte[row.request.size()];
        for (int i = 0; i < request.length; i++) {
            request[i] = row.request.get(i).byteValue();
        }
        try (UdpClient udp = new UdpClient(SERVER.addresses().get(0));
                TcpClient tcp = new TcpClient(SERVER.addresses().get(0))) {
            byte[] reply = udp.ask(request).bytes();

            assertThat(u16(reply, 0)).isEqualTo(0xABCD);
            assertThat(u16(reply, 2)).as("flags").isEqualTo(row.flags);
            assertThat(List.of(u16(reply, 4), u16(reply, 6), u16(reply, 8), u16(reply, 10)))
                    .isEqualTo(row.counts);
            Message parsed = new Message(reply);
            assertThat(parsed.getRcode()).isEqualTo(row.extendedRcode == 0 ? row.flags & 0xF : row.extendedRcode);
            assertThat(tcp.ask(request)).isEqualTo(reply);
        }
    }

    @Test
    void aReplyOffersTheSizeAndNoFlagsOfOurOwn() throws Exception {
        try (UdpClient udp = new UdpClient(SERVER.addresses().get(0))) {
            byte[] reply = udp.ask(request(0, 1, 1, 1, opt(4096, 0, 0xC001))).bytes();
            OPTRecord opt = (OPTRecord)
                    new Message(reply).getSection(Section.ADDITIONAL).get(0);

            assertThat(opt.getPayloadSize()).isEqualTo(1232);
            assertThat(opt.getVersion()).isZero();
            assertThat(opt.getFlags()).as("DO, which is echoed").isEqualTo(0x8000);
            assertThat(opt.getOptions()).isEmpty();
        }
    }

    private static byte[] request(int flags, int questions, int type, int recordClass, int[] additional) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int records = additional.length == 0 ? 0 : additional[0];
        for (int word : new int[] {0xABCD, flags, questions, 0, 0, records}) {
            write16(out, word);
        }
        out.writeBytes(WEB);
        write16(out, type);
        write16(out, recordClass);
        for (int i = 1; i < additional.length; i++) {
            out.write(additional[i]);
        }
        return out.toByteArray();
    }

    /** The number of records, then their octets. */
    private static int[] opt(int size, int version, int flags, int... options) {
        int[] octets = new int[12 + options.length];
        int[] fixed = {1, 0, 0, 41, size >>> 8, size & 0xFF, 0, version, flags >>> 8, flags & 0xFF, 0, options.length};
        System.arraycopy(fixed, 0, octets, 0, fixed.length);
        System.arraycopy(options, 0, octets, fixed.length, options.length);
        return octets;
    }

    private static int[] twice(int[] opt) {
        int[] both = new int[2 * opt.length - 1];
        both[0] = 2;
        System.arraycopy(opt, 1, both, 1, opt.length - 1);
        System.arraycopy(opt, 1, both, opt.length, opt.length - 1);
        return both;
    }

    private static byte[] name(String... labels) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String label : labels) {
            out.write(label.length());
            out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        out.write(0);
        return out.toByteArray();
    }

    private static void write16(ByteArrayOutputStream out, int value) {
        out.write(value >>> 8);
        out.write(value);
    }

    private static int u16(byte[] message, int offset) {
        return (message[offset] & 0xFF) << 8 | message[offset + 1] & 0xFF;
    }
}
