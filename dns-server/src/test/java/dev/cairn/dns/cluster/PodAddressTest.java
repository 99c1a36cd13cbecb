// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.IpAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Addresses in labels, against the reader of addresses in texts. */
class PodAddressTest {
    private final byte[] address = new byte[16];

    @Test
    void readsEveryAddressThatIsWrittenWithHyphens() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(octets);
            for (int j = 0; j < octets.length; j++) {
                octets[j] = random.nextInt(3) == 0 ? octets[j] : 0; // so that there is something to shorten
            }
            String text = IpAddress.of(octets).toString();
            if (text.contains(".") == (octets.length == 4)) {
                assertThat(read(text.replaceAll("[.:]", "-"))).as(text).isEqualTo(octets);
            }
        }
    }

    @Test
    void refusesWhatIsNoAddress() {
        Random random = new Random(2);
        String characters = "0123456789abcdefFg-----";
        for (int i = 0; i < 200_000; i++) {
            StringBuilder label = new StringBuilder();
            int length = 1 + random.nextInt(14);
            for (int j = 0; j < length; j++) {
                label.append(characters.charAt(random.nextInt(characters.length())));
            }
            String dashed = label.toString();
            boolean ipv4 = dashed.chars().filter(c -> c == '-').count() == 3 && !dashed.contains("--");
            String text = dashed.replace('-', ipv4 ? '.' : ':');
            boolean valid = IpAddress.isLiteral(text);
            assertThat(read(dashed))
                    .as(dashed)
                    .isEqualTo(valid ? IpAddress.parse(text).toBytes() : new byte[0]);
        }
    }

    @Test
    void takesAMappedAddressForTheIpv4AddressThatItIs() {
        for (String label : List.of("--ffff-10-1", "--FFFF-a-1", "0-0-0-0-0-ffff-a-1")) {
            byte[] name = Labels.of(label);
            int length = PodAddress.readUnmapped(name, 0, address);
            assertThat(length).as(label).isEqualTo(4);
        }
        assertThat(PodAddress.readUnmapped(Labels.of("--fffe-a-1"), 0, address)).isEqualTo(16);
        assertThat(PodAddress.readUnmapped(Labels.of("1--ffff-a-1"), 0, address))
                .isEqualTo(16);
        assertThat(PodAddress.readUnmapped(Labels.of("--ffff-af4-1"), 0, address))
                .isEqualTo(4);
        assertThat(Arrays.copyOf(address, 4)).containsExactly(10, 244, 0, 1);
    }

    private byte[] read(String label) {
        byte[] name = Labels.of(label);
        return Arrays.copyOf(address, PodAddress.read(name, 0, address));
    }
}
