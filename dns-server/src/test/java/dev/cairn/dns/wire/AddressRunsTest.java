// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressRunsTest {
    private static final DomainName ALIAS = DomainName.parse("alias.example.");
    private static final DomainName HOST = DomainName.parse("host.example.");
    private static final DomainName OTHER = DomainName.parse("other.example.");

    private final QuestionReader question = new QuestionReader();
    private final ResponseWriter response = new ResponseWriter();
    private final AddressRuns runs = new AddressRuns();

    @Test
    void findsTheAddressesOfOneNameBehindItsAlias() {
        begin();
        record(Section.ANSWER, ALIAS, new Rdata.Cname(HOST));
        address(Section.ANSWER, HOST, 1, 2, 3);
        address(Section.ADDITIONAL, HOST, 4, 5);

        assertThat(found()).containsExactly("host.example. 1 2 3");
    }

    @Test
    void keepsNamesAndFamiliesApartAndSingleAddressesAlone() {
        begin();
        address(Section.ANSWER, HOST, 1, 2);
        address(Section.ANSWER, OTHER, 3);
        address(Section.ANSWER, ALIAS, 4, 5);
        record(Section.ANSWER, ALIAS, new Rdata.Txt(List.of("x")));
        record(Section.ANSWER, ALIAS, new Rdata.Aaaa(AddressText.inet6(new byte[16])));

        assertThat(found()).containsExactly("host.example. 1 2", "alias.example. 4 5");
    }

    @Test
    void readsNamesThatAreNotCompressed() {
        byte[] name = HOST.toWire();
        byte[] message = new byte[400];
        int end = Header.BYTES;
        for (int i = 1; i <= 2; i++) {
            System.arraycopy(name, 0, message, end, name.length);
            end += name.length;
            Octets.put16(message, end, RecordType.A);
            Octets.put16(message, end + 2, RecordClass.IN);
            Octets.put16(message, end + 8, 4);
            message[end + 13] = (byte) i;
            end += 14;
        }
        Header.setRecordCount(message, Section.ANSWER, 2);

        runs.start(message, end);

        assertThat(runs.next()).isTrue();
        assertThat(text()).isEqualTo("host.example. 1 2");
    }

    @Test
    void letsAddressesChangePlaces() {
        begin();
        address(Section.ANSWER, HOST, 1, 2, 3);
        byte[] message = Arrays.copyOf(response.bytes(), response.finish());
        runs.start(message, message.length);
        assertThat(runs.next()).isTrue();

        runs.swap(0, 2);
        runs.set(1, new byte[] {10, 0, 0, 9});

        assertThat(Message.parse(message, message.length).answers())
                .extracting(answer -> answer.data().toString())
                .containsExactly("10.0.0.3", "10.0.0.9", "10.0.0.1");
    }

    @Test
    void findsNothingInWhatIsNoMessage() {
        byte[] garbage = new byte[40];
        Arrays.fill(garbage, (byte) 0xC0);
        runs.start(garbage, garbage.length);
        assertThat(runs.next()).isFalse();
        runs.start(garbage, 3);
        assertThat(runs.next()).isFalse();
    }

    @Test
    void holdsAsManyAddressesAsAMessageDoes() {
        begin();
        while (response.address(Section.ANSWER, Header.BYTES, 5, new byte[4], 0, 4)) {
            assertThat(response.length()).isPositive();
        }
        int addresses = response.count(Section.ANSWER);
        int length = response.finish();

        runs.start(response.bytes(), length);

        assertThat(runs.next()).isTrue();
        assertThat(runs.count()).isEqualTo(addresses).isGreaterThan(4000);
        assertThat(runs.next()).isFalse();
    }

    private void begin() {
        byte[] query = Packet.query("alias.example.", RecordType.A).bytes();
        assertThat(question.read(query, query.length)).isEqualTo(QuestionReader.Verdict.OK);
        response.begin(question, ResponseWriter.MAX_BYTES);
    }

    private void address(Section section, DomainName owner, int... lastOctets) {
        for (int last : lastOctets) {
            record(section, owner, new Rdata.A(AddressText.inet4(new byte[] {10, 0, 0, (byte) last})));
        }
    }

    private void record(Section section, DomainName owner, Rdata data) {
        assertThat(response.record(section, new ResourceRecord(owner, 5, data))).isTrue();
    }

    private List<String> found() {
        runs.start(response.bytes(), response.finish());
        List<String> found = new ArrayList<>();
        while (runs.next()) {
            found.add(text());
        }
        return found;
    }

    private String text() {
        StringBuilder text = new StringBuilder(runs.owner().toString());
        byte[] address = new byte[runs.octets()];
        for (int i = 0; i < runs.count(); i++) {
            runs.copyTo(i, address);
            text.append(' ').append(address[address.length - 1]);
        }
        return text.toString();
    }
}
