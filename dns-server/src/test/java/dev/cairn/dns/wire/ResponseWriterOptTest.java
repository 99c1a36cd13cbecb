// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;

/** The OPT record of responses: RFC 6891 §6 and §7, RFC 7830, RFC 8914. dnsjava reads what is written. */
class ResponseWriterOptTest {

    private static final String NAME = "Web.Shop.svc.cluster.local.";
    private static final byte[] ADDRESS = {10, 0, 0, 1};
    private static final byte[] POD = {3, 'p', 'o', 'd'};

    private final QuestionReader question = new QuestionReader();
    private final ResponseWriter response = new ResponseWriter();

    @Test
    void writesOptOnlyWhenAsked() throws IOException {
        begin(Packet.query(NAME, RecordType.A), 512);
        assertThat(response.extendedError(ExtendedError.NOT_READY)).isFalse();
        assertThat(response.option(EdnsOptionCode.NSID, ADDRESS, 0, 4)).isFalse();
        response.padTo(468);
        assertThat(response.finish()).isEqualTo(question.questionEnd());
        assertThat(parsed().getOPT()).isNull();
    }

    @Test
    void writesOptWithOurSizeVersionZeroAndTheClientsDo() throws IOException {
        begin(Packet.query(NAME, RecordType.A).opt(4096, 0x0000_FFFF), 512);
        response.finish();

        assertThat(parsed().getOPT().getPayloadSize()).isEqualTo(1232);
        assertThat(parsed().getOPT().getVersion()).isZero();
        assertThat(parsed().getOPT().getFlags()).isEqualTo(0x8000);
        assertThat(parsed().getOPT().getOptions()).isEmpty();

        ResponseWriter small = new ResponseWriter(512);
        small.begin(question, 512);
        int length = small.finish();
        assertThat(new Message(Arrays.copyOf(small.bytes(), length)).getOPT().getPayloadSize())
                .isEqualTo(512);
    }

    @Test
    void putsTheUpperBitsOfTheResponseCodeIntoOpt() throws IOException {
        begin(Packet.query(NAME, RecordType.A).opt(4096, 0x10000), 512);
        response.setRcode(Rcode.BADVERS);
        response.finish();

        assertThat(parsed().getRcode()).isEqualTo(Rcode.BADVERS);
        assertThat(Header.rcode(Header.flags(response.bytes()))).isZero();
    }

    @Test
    void fallsBackToServfailForACodeThatNeedsOpt() {
        begin(Packet.query(NAME, RecordType.A), 512);
        response.setRcode(Rcode.BADCOOKIE);
        response.finish();

        assertThat(Header.rcode(Header.flags(response.bytes()))).isEqualTo(Rcode.SERVFAIL);
    }

    @Test
    void writesOptions() throws IOException {
        begin(Packet.query(NAME, RecordType.A).opt(4096, 0), 512);
        assertThat(response.extendedError(ExtendedError.NOT_READY)).isTrue();
        assertThat(response.tcpKeepalive(300)).isTrue();
        assertThat(response.option(EdnsOptionCode.NSID, POD, 1, 3)).isTrue();
        response.finish();

        assertThat(parsed().getOPT().getOptions())
                .hasToString("[{Extended DNS Error: NOT_READY}, {edns-tcp-keepalive: 300}, {NSID: <706F64>}]");
    }

    @Test
    void dropsOptionsThatDoNotFit() throws IOException {
        begin(Packet.query(NAME, RecordType.A).opt(4096, 0), 512);
        while (response.address(Section.ANSWER, 12, 5, ADDRESS, 0, 4)) {
            // Up to the limit.
        }
        int left = 512 - 11 - response.length();

        assertThat(response.option(100, new byte[16], 0, left - 4 + 1)).isFalse();
        assertThat(response.option(100, new byte[16], 0, left - 4)).isTrue();
        assertThat(response.option(101, new byte[0], 0, 0)).isFalse();
        assertThat(response.extendedError(ExtendedError.OTHER)).isFalse();
        assertThat(response.finish()).isEqualTo(512);
        assertThat(parsed().getOPT().getOptions()).hasSize(1);
    }

    @Test
    void optionsTakeTheirRoomFromTheRecords() throws IOException {
        begin(Packet.query(NAME, RecordType.A).opt(4096, 0), 512);
        response.option(EdnsOptionCode.NSID, new byte[300], 0, 300);
        while (response.address(Section.ANSWER, 12, 5, ADDRESS, 0, 4)) {
            // Up to the limit.
        }

        assertThat(response.finish()).isBetween(512 - 15, 512);
        assertThat(parsed().getOPT().getOptions()).hasSize(1);
    }

    @Test
    void padsToWholeBlocksWithinTheLimit() throws IOException {
        for (int[] limitAndLength : new int[][] {{65535, 468}, {512, 468}, {65535, 936}, {600, 600}}) {
            begin(Packet.query(NAME, RecordType.A).opt(4096, 0), limitAndLength[0]);
            if (limitAndLength[1] > 468) {
                response.raw(Section.ANSWER, 12, 666, 0, new byte[420], 0, 420);
            }
            response.padTo(468);

            assertThat(response.finish()).isEqualTo(limitAndLength[1]);
            assertThat(parsed().getOPT().getOptions(EdnsOptionCode.PADDING)).hasSize(1);
        }
    }

    @Test
    void leavesPaddingOutWhenNotEvenItsHeaderFits() throws IOException {
        begin(Packet.query(NAME, RecordType.A).opt(4096, 0), 512);
        int room = 512 - 11 - question.questionEnd() - 12;
        response.raw(Section.ANSWER, 12, 666, 0, new byte[room], 0, room - 3);
        response.padTo(468);

        assertThat(response.finish()).isEqualTo(512 - 3);
        assertThat(parsed().getOPT().getOptions()).isEmpty();
    }

    private void begin(Packet request, int limitBytes) {
        byte[] packet = request.bytes();
        question.read(packet, packet.length);
        response.begin(question, limitBytes);
    }

    private Message parsed() throws IOException {
        return new Message(Arrays.copyOf(response.bytes(), response.length()));
    }
}
