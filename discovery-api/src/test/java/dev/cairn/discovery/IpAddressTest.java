// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    private static final long SEED = 20_261_101;

    /** RFC 5952 §1, §4.1 to §4.3 and §5, with the corners of the run of zeros. */
    @ParameterizedTest
    @CsvSource({
        "2001:0db8:0000:0000:0001:0000:0000:0001, 2001:db8::1:0:0:1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8::0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:DB8:0:0:1::1, 2001:db8::1:0:0:1",
        "2001:db8:0:0:0:0:0:1, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:aaaa:bbbb:cccc:dddd:eeee:AAAA, 2001:db8:aaaa:bbbb:cccc:dddd:eeee:aaaa",
        "0:0:0:0:0:0:0:0, ::",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "0:0:0:0:0:0:0:1, ::1",
        "1:0:0:0:0:0:0:0, 1::",
        "0:1:0:1:0:1:0:1, 0:1:0:1:0:1:0:1",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "1:2:3:4:5:6:192.0.2.33, 1:2:3:4:5:6:c000:221",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::FFFF:c000:0201, 192.0.2.1",
        "::ffff:0:0, 0.0.0.0",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "10.96.0.10, 10.96.0.10"
    })
    void printsTheCanonicalForm(String text, String canonical) throws UnknownHostException {
        IpAddress address = IpAddress.parse(text);
        assertThat(address).hasToString(canonical);
        assertThat(IpAddress.parse(canonical)).isEqualTo(address).hasSameHashCodeAs(address);
        assertThat(address.toInetAddress()).isEqualTo(InetAddress.getByName(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                ":",
                ":::",
                "1",
                "1.2",
                "1.2.3",
                "1.2.3.",
                "1.2.3.4.",
                "1.2.3.4.5",
                ".1.2.3",
                "1..2.3",
                "256.1.1.1",
                "1.1.1.1000",
                "01.1.1.1",
                "1.1.1.00",
                "1.1.1.-1",
                "+1.1.1.1",
                "0x1.1.1.1",
                "1.1.1.1 ",
                " 1.1.1.1",
                "\u0661.1.1.1",
                "localhost",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:",
                ":1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                "1:2:3:4::5:6:7:8",
                "1::2::3",
                "1:::2",
                "12345::",
                "g::",
                "::\u0661",
                "-1::",
                "+1::",
                "::1%lo",
                "[::1]",
                "::1/128",
                "::1.2.3",
                "::1.2.3.4.5",
                "::01.2.3.4",
                "::1.2.3.4:5",
                "1.2.3.4::",
                "1:2:3:4:5:6:7:1.2.3.4",
                "1:2:3:4:5:1.2.3.4",
                "fe80:"
            })
    void refusesEverythingElse(String text) {
        assertThat(IpAddress.isLiteral(text)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpAddress.parse(text))
                .withMessage("not an IP address: \"%s\"", text);
    }

    @Test
    void agreesWithTheJdkOnRandomAddresses() throws UnknownHostException {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = randomOctets(random);
            InetAddress jdk = InetAddress.getByAddress(octets);
            IpAddress ours = IpAddress.parse(jdk.getHostAddress());
            assertThat(ours).as("seed %d, case %d", SEED, i).isEqualTo(IpAddress.of(octets));
            assertThat(ours.toInetAddress()).isEqualTo(jdk);
            assertThat(IpAddress.of(jdk)).isEqualTo(ours);
            assertThat(IpAddress.parse(ours.toString())).isEqualTo(ours);
            assertThat(ours.toString()).doesNotMatch("(^|.*:)0[0-9a-f].*").doesNotContain(":::");
        }
    }

    /** The JDK is laxer about leading zeros, never stricter: what we read, it reads as the same address. */
    @Test
    void readsNothingThatTheJdkReadsDifferently() throws UnknownHostException {
        Random random = new Random(SEED);
        String alphabet = "0123456789abcdefF:::::..";
        int accepted = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder("::1:2:3:4:5.6.7.8".substring(random.nextInt(3) == 0 ? 0 : 1));
            for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
                    case 1 -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
                    default -> text.deleteCharAt(at);
                }
            }
            // With a colon in it the JDK takes the text for an address or for nothing; it looks no name up.
            if (text.indexOf(":") >= 0 && IpAddress.isLiteral(text.toString())) {
                accepted++;
                assertThat(IpAddress.parse(text.toString()).toInetAddress())
                        .as("seed %d, text %s", SEED, text)
                        .isEqualTo(InetAddress.getByName(text.toString()));
            }
        }
        assertThat(accepted).isGreaterThan(1_000);
    }

    @Test
    void ordersByFamilyAndThenByUnsignedOctets() {
        List<IpAddress> inOrder = List.of(
                IpAddress.parse("0.0.0.1"),
                IpAddress.parse("10.0.0.9"),
                IpAddress.parse("127.255.255.255"),
                IpAddress.parse("128.0.0.0"),
                IpAddress.parse("255.255.255.255"),
                IpAddress.parse("::1"),
                IpAddress.parse("::8000:0:0:0"),
                IpAddress.parse("2001:db8::1"),
                IpAddress.parse("2001:db8::ffff:0:0:0"),
                IpAddress.parse("fe80::1"));
        List<IpAddress> shuffled = new ArrayList<>(inOrder);
        Collections.shuffle(shuffled, new Random(SEED));
        Collections.sort(shuffled);
        assertThat(shuffled).isEqualTo(inOrder);
        assertThat(inOrder.get(0)).isEqualByComparingTo(IpAddress.parse("0.0.0.1"));
    }

    @Test
    void writesItsOctetsWhereAsked() {
        byte[] target = new byte[20];
        assertThat(IpAddress.parse("1.2.3.4").copyTo(target, 3)).isEqualTo(4);
        assertThat(target).startsWith(0, 0, 0, 1, 2, 3, 4, 0);
        assertThat(IpAddress.parse("102:304:506:708:90a:b0c:d0e:f10").copyTo(target, 4))
                .isEqualTo(16);
        assertThat(target).endsWith(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
    }

    @Test
    void knowsItsFamily() {
        assertThat(IpAddress.parse("1.2.3.4").family()).isEqualTo(AddressFamily.IPV4);
        assertThat(IpAddress.parse("::1").family()).isEqualTo(AddressFamily.IPV6);
        assertThat(IpAddress.parse("::ffff:1.2.3.4").family()).isEqualTo(AddressFamily.IPV4);
        assertThat(AddressFamily.IPV6.octets()).isEqualTo(16);
    }

    @Test
    void keepsNoReferenceToTheGivenOctets() {
        byte[] octets = {10, 0, 0, 1};
        IpAddress address = IpAddress.of(octets);
        octets[0] = 11;
        assertThat(address).hasToString("10.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5, 15, 17})
    void refusesOtherLengths(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpAddress.of(new byte[length]))
                .withMessageContaining("4 or 16 octets, not " + length);
    }

    @Test
    void dropsTheScopeOfAJdkAddress() throws UnknownHostException {
        InetAddress scoped =
                Inet6Address.getByAddress("", IpAddress.parse("fe80::1").toBytes(), 1);
        assertThat(IpAddress.of(scoped)).hasToString("fe80::1");
    }

    private static byte[] randomOctets(Random random) {
        byte[] octets = new byte[random.nextBoolean() ? 4 : 16];
        random.nextBytes(octets);
        for (int i = 0; i < octets.length; i++) {
            if (random.nextInt(3) > 0) {
                octets[i] = 0;
            }
        }
        return octets;
    }
}
