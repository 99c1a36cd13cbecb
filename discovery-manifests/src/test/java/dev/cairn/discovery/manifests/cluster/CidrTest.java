// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.discovery.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
    @ParameterizedTest
    @CsvSource({
        "10.96.0.0/16, 0, 10.96.0.0",
        "10.96.0.0/16, 65535, 10.96.255.255",
        "10.96.77.3/16, 256, 10.96.1.0",
        "192.0.2.128/25, 127, 192.0.2.255",
        "fd00:10:96::/112, 65535, fd00:10:96::ffff",
        "fd00:10:244::/64, 4294967295, fd00:10:244::ffff:ffff",
        "fd00::fff0/124, 15, fd00::ffff"
    })
    void countsItsAddresses(String cidr, long offset, String address) {
        assertThat(Cidr.parse(cidr).at(offset)).isEqualTo(IpAddress.parse(address));
        assertThat(Cidr.parse(cidr).offsetOf(IpAddress.parse(address))).hasValue(offset);
    }

    @ParameterizedTest
    @CsvSource({
        "10.96.0.0/16, 10.97.0.0",
        "10.96.0.0/16, fd00::1",
        "fd00:10:96::/112, fd00:10:96::1:0",
        "fd00:10:96::/112, 10.96.0.1",
        "fd00:10:244::/64, fd00:10:244:0:1::1"
    })
    void knowsWhatItDoesNotHold(String cidr, String address) {
        assertThat(Cidr.parse(cidr).offsetOf(IpAddress.parse(address))).isEmpty();
    }

    @Test
    void isWrittenByItsFirstAddress() {
        assertThat(Cidr.parse("10.96.77.3/16")).hasToString("10.96.0.0/16").isEqualTo(Cidr.parse("10.96.0.0/16"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.96.0.0",
                "10.96.0.0/",
                "10.96.0.0/33",
                "10.96.0.0/-1",
                "fd00::/129",
                "a/8",
                "10.96.0.0/8x"
            })
    void refusesOtherForms(String text) {
        assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
