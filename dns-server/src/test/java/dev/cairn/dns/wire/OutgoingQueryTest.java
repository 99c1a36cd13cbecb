// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.dns.wire.OutgoingQuery.Match;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutgoingQueryTest {
    private static final EdnsOption OURS = new EdnsOption(65_518, new byte[] {1, 2, 3});
    private static final EdnsOption OF_CLIENT = new EdnsOption(65_519, new byte[] {4});

    private static final int ID = 0x1234;

    private static OutgoingQuery query(String name, int type) {
        return OutgoingQuery.of(DomainName.parse(name), type, true);
    }

    private static byte[] written(OutgoingQuery query, int udpPayloadBytes, int paddingBlockBytes) {
        byte[] target = new byte[OutgoingQuery.MAX_BYTES + paddingBlockBytes + 7];
        Arrays.fill(target, (byte) 0xEE);
        int length = query.write(target, 7, ID, udpPayloadBytes, paddingBlockBytes);
        return Arrays.copyOfRange(target, 7, 7 + length);
    }

    /** The same query as a client's, with these flags and DO. */
    private static OutgoingQuery asked(String name, int flags, boolean dnssecOk, EdnsOption... ours) {
        Message.Builder message =
                Message.builder().question(new Question(DomainName.parse(name), RecordType.A, RecordClass.IN));
        byte[] octets = message.flags(flags)
                .edns(new Edns(4096, 0, dnssecOk, List.of(OF_CLIENT)))
                .build()
                .toWire();
        QuestionReader reader = new QuestionReader();
        assertThat(reader.read(octets, octets.length)).isEqualTo(QuestionReader.Verdict.OK);
        return OutgoingQuery.of(reader, List.of(ours));
    }

    @Test
    void writesOneQuestionWithOurOwnOpt() {
        byte[] octets = written(query("WWW.example.org.", RecordType.AAAA), 1232, 0);

        Message message = Message.parse(octets, octets.length);
        assertThat(message.id()).isEqualTo(ID);
        assertThat(message.flags()).isEqualTo(Header.FLAG_RD);
        assertThat(message.questions())
                .containsExactly(new Question(DomainName.parse("WWW.example.org."), RecordType.AAAA, RecordClass.IN));
        assertThat(message.edns()).hasValueSatisfying(edns -> {
            assertThat(edns.udpPayloadSize()).isEqualTo(1232);
            assertThat(edns.options()).isEmpty();
        });
    }

    @Test
    void writesOptionsOfOursAndNoneOfTheClient() {
        EdnsOption other = new EdnsOption(EdnsOptionCode.CLIENT_SUBNET, new byte[] {0, 1, 8, 0, 10});
        OutgoingQuery query = asked("www.example.org.", Header.FLAG_RD, true, OURS, other);

        for (int block : new int[] {0, 128}) {
            byte[] octets = written(query, 1232, block);
            Message message = Message.parse(octets, octets.length);
            assertThat(message.edns().orElseThrow().dnssecOk()).isTrue();
            assertThat(message.edns().orElseThrow().options().subList(0, 2)).containsExactly(OURS, other);
            assertThat(message.edns().orElseThrow().options()).doesNotContain(OF_CLIENT);
        }
    }

    @Test
    void optionsThatHaveNoRoomAreRefused() {
        EdnsOption longest = new EdnsOption(65_001, new byte[OutgoingQuery.MAX_OPTIONS_BYTES - 4]);

        assertThat(written(asked("a.", 0, false, longest), 1232, 128)).hasSizeGreaterThan(2048);
        assertThatIllegalArgumentException().isThrownBy(() -> asked("a.", 0, false, longest, OURS));
    }

    @Test
    void leavesOptOutWhereItIsNotUnderstood() {
        byte[] octets = written(query("www.example.org.", RecordType.A), 0, 0);

        assertThat(Message.parse(octets, octets.length).edns()).isEmpty();
    }

    @Test
    void padsToWholeBlocks() {
        for (String name : new String[] {".", "a.", "www.example.org.", "x".repeat(63) + "." + "y".repeat(50) + "."}) {
            byte[] octets = written(query(name, RecordType.A), 1232, 128);

            assertThat(octets.length % 128).as(name).isZero();
            assertThat(Message.parse(octets, octets.length).edns()).isPresent();
        }
    }

    @Test
    void longestNameFits() {
        String label = "a".repeat(63) + ".";
        String name = label + label + label + "a".repeat(61) + ".";

        assertThat(written(query(name, RecordType.A), 1232, 128).length).isLessThanOrEqualTo(384);
    }

    @Test
    void onlyAResponseWithItsIdAndQuestionIsTheAnswer() {
        OutgoingQuery query = query("www.example.org.", RecordType.A);
        byte[] answer = written(query, 0, 0);
        Header.setFlags(answer, Header.FLAG_QR | Header.FLAG_RA);
        byte[] shouted = answer.clone();
        shouted[13] = 'W';
        byte[] otherName = answer.clone();
        otherName[13] = 'v';
        byte[] otherType = answer.clone();
        otherType[answer.length - 3] = RecordType.AAAA;
        byte[] otherOpcode = answer.clone();
        Header.setFlags(otherOpcode, Header.FLAG_QR | 4 << 11);
        byte[] twoQuestions = answer.clone();
        Header.setQuestionCount(twoQuestions, 2);

        assertThat(query.match(answer, answer.length, ID)).isEqualTo(Match.ANSWER);
        assertThat(query.match(shouted, shouted.length, ID)).isEqualTo(Match.ANSWER);
        assertThat(query.match(answer, answer.length, ID + 1)).isEqualTo(Match.UNRELATED);
        assertThat(query.match(otherName, otherName.length, ID)).isEqualTo(Match.UNRELATED);
        assertThat(query.match(otherType, otherType.length, ID)).isEqualTo(Match.UNRELATED);
        assertThat(query.match(otherOpcode, otherOpcode.length, ID)).isEqualTo(Match.UNRELATED);
        assertThat(query.match(twoQuestions, twoQuestions.length, ID)).isEqualTo(Match.UNRELATED);
        assertThat(query.match(written(query, 0, 0), answer.length, ID)).isEqualTo(Match.UNRELATED);
        for (int length = 0; length < answer.length; length++) {
            assertThat(query.match(answer, length, ID)).isEqualTo(Match.UNRELATED);
        }
    }

    @Test
    void headerAloneMaySayNoButNothingElse() {
        OutgoingQuery query = query("www.example.org.", RecordType.A);
        byte[] header = new byte[Header.BYTES];
        Header.setId(header, ID);

        for (int rcode = 0; rcode < 16; rcode++) {
            Header.setFlags(header, Header.FLAG_QR | rcode);
            boolean isRefusal = rcode == Rcode.FORMERR
                    || rcode == Rcode.SERVFAIL
                    || rcode == Rcode.NOTIMP
                    || rcode == Rcode.REFUSED;
            assertThat(query.match(header, header.length, ID))
                    .as(Rcode.name(rcode))
                    .isEqualTo(isRefusal ? Match.REJECTED : Match.UNRELATED);
        }
    }

    @Test
    void equalsWhatHasTheSameAnswer() {
        OutgoingQuery query = asked("www.example.org.", Header.FLAG_RD, false);

        assertThat(asked("WWW.Example.org.", Header.FLAG_RD, false))
                .isEqualTo(query)
                .hasSameHashCodeAs(query);
        assertThat(query("www.example.org.", RecordType.A)).isEqualTo(query);
        assertThat(query("www.example.org.", RecordType.AAAA)).isNotEqualTo(query);
        assertThat(asked("wwww.example.org.", Header.FLAG_RD, false)).isNotEqualTo(query);
        assertThat(asked("www.example.org.", Header.FLAG_RD, true)).isNotEqualTo(query);
        assertThat(asked("www.example.org.", 0, false)).isNotEqualTo(query);
        assertThat(asked("www.example.org.", Header.FLAG_RD, false, OURS)).isNotEqualTo(query);
        assertThat(asked("www.example.org.", Header.FLAG_RD | Header.FLAG_CD, false))
                .isNotEqualTo(query);
        assertThat(asked("www.example.org.", Header.FLAG_RD | Header.FLAG_AD, false))
                .isNotEqualTo(query);
    }
}
