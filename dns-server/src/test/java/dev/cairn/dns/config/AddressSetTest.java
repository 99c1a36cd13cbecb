// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressSetTest {
    private static final Position POSITION = new Position("Corefile", 3);

    private final Problems problems = new Problems();

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/8, 9.255.255.255, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "10.1.2.3/30, 10.1.2.0, true",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::/0, 10.0.0.1, false",
        "::1, ::1, true"
    })
    void aRangeHoldsWhatBeginsWithItsBits(String range, String address, boolean inside) throws Exception {
        AddressSet set = AddressSet.of(List.of(range(range)));

        assertThat(set.contains(InetAddress.getByName(address).getAddress())).isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0/8", "/8", "localhost", "10.0.0.0/8/8", ""})
    void otherWordsAreNoRange(String word) {
        assertThat(AddressRange.parse(word, POSITION, problems)).isEmpty();
        assertThat(problems.toList())
                .singleElement()
                .asString()
                .startsWith("Corefile:3: \"" + word + "\" is not an address or a range");
    }

    @Test
    void randomSetsHoldWhatOneOfTheirRangesHolds() {
        long seed = 20_261;
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            int octets = random.nextBoolean() ? 4 : 16;
            List<String> words = new ArrayList<>();
            for (int i = random.nextInt(12); i >= 0; i--) {
                words.add(text(near(random, octets)) + "/" + (octets * 8 - random.nextInt(13)));
            }
            AddressSet set = AddressSet.of(words.stream().map(this::range).toList());
            for (int i = 0; i < 50; i++) {
                byte[] address = near(random, octets);
                assertThat(set.contains(address))
                        .as("seed %d: %s in %s", seed, text(address), words)
                        .isEqualTo(words.stream().anyMatch(word -> isIn(address, word)));
            }
        }
        assertThat(problems.toList()).isEmpty();
    }

    private AddressRange range(String word) {
        return AddressRange.parse(word, POSITION, problems).orElseThrow();
    }

    /** An address whose last 12 bits are random. */
    private static byte[] near(Random random, int octets) {
        byte[] address = new byte[octets];
        address[0] = (byte) 0xF0;
        address[octets - 2] = (byte) random.nextInt(16);
        address[octets - 1] = (byte) random.nextInt(256);
        return address;
    }

    private static boolean isIn(byte[] address, String word) {
        int slash = word.indexOf('/');
        try {
            byte[] first = InetAddress.getByName(word.substring(0, slash)).getAddress();
            int shift = first.length * 8 - Integer.parseInt(word.substring(slash + 1));
            return new BigInteger(1, first).shiftRight(shift).equals(new BigInteger(1, address).shiftRight(shift));
        } catch (java.net.UnknownHostException e) {
            throw new AssertionError(word, e);
        }
    }

    private static String text(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (java.net.UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
