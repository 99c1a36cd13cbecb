// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 1035 §4.1.3. */
class RecordCursorTest {

    private final RecordCursor cursor = new RecordCursor();

    private static Packet response() {
        return Packet.query("a.", RecordType.A)
                .record(Section.ANSWER, "a.", RecordType.A, RecordClass.IN, 5, 10, 0, 0, 1)
                .record(Section.ANSWER, "b.c.", 666, RecordClass.CH, 0x80000000)
                .record(Section.ADDITIONAL, "d.", RecordType.TXT, RecordClass.IN, 7, 1, 'x')
                .opt(1232, 0);
    }

    @Test
    void stepsOverTheRecordsOfAllSections() {
        byte[] message = response().bytes();

        assertThat(cursor.start(message, message.length)).isTrue();
        assertThat(cursor.firstRecord()).isEqualTo(12 + 3 + 4).isEqualTo(cursor.end());

        assertThat(cursor.next()).isTrue();
        assertThat(cursor.section()).isEqualTo(Section.ANSWER);
        assertThat(cursor.ownerOffset()).isEqualTo(cursor.firstRecord());
        assertThat(cursor.type()).isEqualTo(RecordType.A);
        assertThat(cursor.recordClass()).isEqualTo(RecordClass.IN);
        assertThat(cursor.ttlSeconds()).isEqualTo(5);
        assertThat(cursor.dataLength()).isEqualTo(4);
        assertThat(message[cursor.dataOffset()]).isEqualTo((byte) 10);
        assertThat(message[cursor.ttlOffset() + 3]).isEqualTo((byte) 5);
        assertThat(cursor.end()).isEqualTo(cursor.dataOffset() + 4);

        assertThat(cursor.next()).isTrue();
        assertThat(cursor.section()).isEqualTo(Section.ANSWER);
        assertThat(cursor.recordClass()).isEqualTo(RecordClass.CH);
        assertThat(cursor.ttlSeconds()).as("top bit set").isZero();
        assertThat(DomainName.read(message, cursor.ownerOffset(), message.length))
                .hasToString("b.c.");

        assertThat(cursor.next()).isTrue();
        assertThat(cursor.section()).isEqualTo(Section.ADDITIONAL);
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.type()).isEqualTo(RecordType.OPT);
        assertThat(cursor.end()).isEqualTo(message.length);
        assertThat(cursor.next()).isFalse();
        assertThat(cursor.next()).isFalse();
        assertThat(cursor.isMalformed()).isFalse();
    }

    @Test
    void stopsAtTheFirstRecordThatIsNotWhole() {
        byte[] message = response().bytes();
        List<Integer> ends = new ArrayList<>();
        cursor.start(message, message.length);
        ends.add(cursor.end());
        while (cursor.next()) {
            ends.add(cursor.end());
        }

        for (int length = 0; length < message.length; length++) {
            byte[] cut = Arrays.copyOf(message, length);
            int cutAt = length;
            int records = 0;
            boolean started = cursor.start(cut, length);
            while (cursor.next()) {
                records++;
            }

            assertThat(started).isEqualTo(length >= ends.get(0));
            assertThat(records)
                    .isEqualTo(Math.max(
                            0, (int) ends.stream().filter(end -> end <= cutAt).count() - 1));
            assertThat(cursor.isMalformed()).isTrue();
        }
    }

    @Test
    void findsNothingInAHeaderAlone() {
        byte[] header = new Packet().bytes();

        assertThat(cursor.start(header, header.length)).isTrue();
        assertThat(cursor.next()).isFalse();
        assertThat(cursor.isMalformed()).isFalse();
    }

    @Test
    void believesNoCount() {
        for (Packet packet : List.of(new Packet().counts(65535, 0, 0, 0), new Packet().counts(0, 0, 0, 65535))) {
            byte[] header = packet.bytes();
            cursor.start(header, header.length);

            assertThat(cursor.next()).isFalse();
            assertThat(cursor.isMalformed()).isTrue();
        }
    }
}
