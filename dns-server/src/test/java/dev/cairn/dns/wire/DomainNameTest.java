// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 1035 §2.3.4, §3.1, §4.1.4 and §5.1; RFC 4034 §6.1; RFC 4343. */
class DomainNameTest {

    private static final String LABEL_63 = "x".repeat(63);

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "com.",
                "Web.Shop.svc.cluster.local.",
                "_http._tcp.web.shop.svc.cluster.local.",
                "a\\.b.c.",
                "a\\\\b.",
                "\\000\\032\\127\\255.x.",
                "\\\"\\(\\)\\;\\@\\$.x.",
                "*.x."
            })
    void writesBackTheTextItRead(String text) {
        assertThat(DomainName.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"com, com.", "a.b, a.b.", "\\097.b, a.b.", "\\a.b, a.b.", "a\\046b, a\\.b."})
    void givesEachNameOneText(String text, String canonical) {
        assertThat(DomainName.parse(text)).hasToString(canonical).isEqualTo(DomainName.parse(canonical));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''     | empty label",
                "..     | empty label",
                ".a     | empty label",
                "a..b   | empty label",
                "a..    | empty label",
                "a\\    | lone backslash",
                "a\\25  | less than three digits",
                "a\\256 | above \\255",
                "a b    | index 1",
                "münchen.de | index 1"
            })
    void saysWhatIsWrongWithAText(String text, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DomainName.parse(text))
                .withMessageContaining(reason);
    }

    @Test
    void holdsTheLimitsOfLabelsAndNames() {
        String longest = (LABEL_63 + ".").repeat(3) + "y".repeat(61) + ".";

        assertThat(DomainName.parse(longest).length()).isEqualTo(255);
        assertThat(DomainName.parse("a.".repeat(127)).labelCount()).isEqualTo(127);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DomainName.parse("y" + longest.substring(64 * 3))
                        .append(DomainName.parse(LABEL_63 + "." + LABEL_63 + "." + LABEL_63)))
                .withMessageContaining("255");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DomainName.parse(longest.replace("y.", "yy.")))
                .withMessageContaining("255");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DomainName.parse(LABEL_63 + "x."))
                .withMessageContaining("label of 64");
    }

    @Test
    void keepsAllOctetValuesInLabels() {
        byte[] wire = new byte[255];
        for (int first = 0; first < 256; first += 32) {
            byte[] name = new byte[34];
            name[0] = 32;
            for (int i = 0; i < 32; i++) {
                name[1 + i] = (byte) (first + i);
            }
            DomainName read = DomainName.of(name);

            assertThat(read.toWire()).isEqualTo(name);
            assertThat(DomainName.parse(read.toString())).isEqualTo(read);
            assertThat(read.copyTo(wire, 7)).isEqualTo(34);
            assertThat(Arrays.copyOfRange(wire, 7, 41)).isEqualTo(name);
        }
    }

    @Test
    void comparesInAnyCaseOnlyWhenAsked() {
        DomainName mixed = DomainName.parse("Web.EXAMPLE.");
        DomainName lower = DomainName.parse("web.example.");

        assertThat(mixed).isNotEqualTo(lower);
        assertThat(mixed.equalsIgnoreCase(lower)).isTrue();
        assertThat(mixed.folded()).isEqualTo(lower.folded()).hasToString("web.example.");
        assertThat(DomainName.parse("[.").equalsIgnoreCase(DomainName.parse("{.")))
                .isFalse();
        assertThat(DomainName.parse("\\193.").equalsIgnoreCase(DomainName.parse("\\225.")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "a.example., example., true",
        "EXAMPLE., example., true",
        "a.b.eXample., B.example., true",
        "a.example., ., true",
        "., ., true",
        "., example., false",
        "example., a.example., false",
        "badexample., example., false",
        "a.example., b.example., false",
        // Octet 7 of a label looks like the length of the label "example" that follows it.
        "a\\007example., example., false"
    })
    void knowsWhatIsBelowWhat(String name, String ancestor, boolean below) {
        assertThat(DomainName.parse(name).isSubdomainOf(DomainName.parse(ancestor)))
                .isEqualTo(below);
    }

    @Test
    void sortsInCanonicalOrder() {
        // The example of RFC 4034 §6.1.
        List<DomainName> sorted = new ArrayList<>();
        for (String name : List.of(
                "example.",
                "a.example.",
                "yljkjljk.a.example.",
                "Z.a.example.",
                "zABC.a.EXAMPLE.",
                "z.example.",
                "\\001.z.example.",
                "*.z.example.",
                "\\200.z.example.")) {
            sorted.add(DomainName.parse(name));
        }
        List<DomainName> shuffled = new ArrayList<>(sorted);
        Collections.shuffle(shuffled, new Random(1));
        Collections.sort(shuffled);

        assertThat(shuffled).isEqualTo(sorted);
        assertThat(DomainName.parse("a.")).isNotEqualByComparingTo(DomainName.parse("A."));
        assertThat(DomainName.parse("a.")).isEqualByComparingTo(DomainName.parse("a."));
    }

    @Test
    void takesNamesApartAndTogether() {
        DomainName name = DomainName.parse("web.shop.svc.");

        assertThat(name.parent()).isEqualTo(DomainName.parse("shop.svc."));
        assertThat(name.label(1)).isEqualTo(new byte[] {'s', 'h', 'o', 'p'});
        assertThat(DomainName.parse("svc.").prepend("web.shop")).isEqualTo(name);
        assertThat(name.append(DomainName.parse("local."))).hasToString("web.shop.svc.local.");
        assertThat(DomainName.ROOT.append(name)).isEqualTo(name);
        assertThat(name.append(DomainName.ROOT)).isEqualTo(name);
        assertThat(DomainName.ROOT.isRoot()).isTrue();
        assertThat(DomainName.ROOT.labelCount()).isZero();
        assertThatIllegalStateException().isThrownBy(DomainName.ROOT::parent);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> name.label(3));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> name.label(-1));
    }

    @Test
    void takesOnlyOneWholeNameForAName() {
        assertThat(DomainName.of(new byte[] {1, 'a', 0})).hasToString("a.");
        // A label may end in octets that look like a pointer.
        assertThat(DomainName.of(new byte[] {2, 'a', (byte) 0xC0, 0})).hasToString("a\\192.");
        for (byte[] wrong : List.of(
                new byte[0],
                new byte[] {1, 'a'},
                new byte[] {2, 'a', 0},
                new byte[] {0, 0},
                new byte[] {1, 'a', 0, 0},
                new byte[] {(byte) 0xC0, 12},
                new byte[] {0x41, 0},
                tooLong())) {
            assertThatExceptionOfType(WireException.class).isThrownBy(() -> DomainName.of(wrong));
        }
    }

    @Test
    void followsPointersBackwards() {
        byte[] message = Packet.of(0)
                .name("svc.local.")
                .raw(3, 'w', 'e', 'b', 0xC0, 13)
                .raw(1, 'x', 0xC0, 24)
                .raw(0xC0, 30)
                .bytes();

        assertThat(DomainName.read(message, 13, message.length)).hasToString("svc.local.");
        assertThat(DomainName.read(message, 24, message.length)).hasToString("web.svc.local.");
        assertThat(DomainName.read(message, 30, message.length)).hasToString("x.web.svc.local.");
        assertThat(DomainName.read(message, 34, message.length)).hasToString("x.web.svc.local.");
        assertThat(DomainName.read(message, 12, message.length)).isSameAs(DomainName.ROOT);
    }

    @Test
    void refusesPointersThatLeadNowhereBefore() {
        assertUnreadable("to itself", Packet.of(0xC0, 12), 12);
        assertUnreadable("forwards", Packet.of(0xC0, 14, 0), 12);
        assertUnreadable("two that lead to each other", Packet.of(0xC0, 14, 0xC0, 12), 14);
        assertUnreadable("into its own name", Packet.of(1, 'a', 0xC0, 12), 12);
        assertUnreadable("into the header", Packet.of(0xC0, 2), 12);
        assertUnreadable("past the end", Packet.of(0xC0, 200), 12);
        assertUnreadable("half a pointer", Packet.of(0xC0), 12);
        assertUnreadable("label type 01", Packet.of(0x40, 0), 12);
        assertUnreadable("label type 10", Packet.of(0x80, 0), 12);
        assertUnreadable("a label past the end", Packet.of(5, 'a', 'b'), 12);
        assertUnreadable("nothing at all", Packet.of(), 12);
    }

    @Test
    void refusesToBeLedAroundForLong() {
        Packet chain = Packet.of(0);
        int pointers = (Names.POINTER_LIMIT - 14) / 2;
        int last = 12;
        for (int i = 0; i < pointers; i++) {
            chain.raw16(0xC000 | last);
            last = 13 + 2 * i;
        }

        assertUnreadable("a chain of pointers", chain, last);
    }

    @Test
    void refusesNamesThatGrowPast255OctetsByPointers() {
        Packet packet = Packet.of(63).raw(new int[63]).raw(0);
        int last = 12;
        for (int i = 0; i < 3; i++) {
            int next = 12 + 65 + 66 * i;
            packet.raw(63).raw(new int[63]).raw16(0xC000 | last);
            last = next;
        }

        assertThat(DomainName.read(packet.bytes(), 12 + 65 + 66, 12 + 65 + 66 * 2)
                        .length())
                .isEqualTo(64 * 3 + 1);
        assertUnreadable("four labels of 63 octets", packet, last);
    }

    @Test
    void saysWhereANameIsBroken() {
        byte[] message = Packet.of(1, 'a', 0xC0, 99).bytes();

        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> DomainName.read(message, 12, message.length))
                .satisfies(e -> {
                    assertThat(e.offset()).isEqualTo(14);
                    assertThat(e.reason()).contains("99");
                    assertThat(e.getStackTrace()).isEmpty();
                })
                .withMessageContaining("offset 14");
    }

    private static void assertUnreadable(String description, Packet packet, int offset) {
        byte[] message = packet.bytes();
        assertThatExceptionOfType(WireException.class)
                .as(description)
                .isThrownBy(() -> DomainName.read(message, offset, message.length));
    }

    private static byte[] tooLong() {
        byte[] name = new byte[257];
        for (int label = 0; label < 128; label++) {
            name[label * 2] = 1;
        }
        return name;
    }
}
