// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceVersionsTest {
    @ParameterizedTest
    @CsvSource({
        "1, 2, true",
        "2, 1, false",
        "2, 2, false",
        "9, 10, true",
        "10, 9, false",
        "0009, 10, true",
        "10, 0009, false",
        "0, 00, false",
        "18446744073709551615, 18446744073709551616, true",
        "99999999999999999999999999998, 99999999999999999999999999999, true",
        "abc, abd, false",
        "abd, abc, false",
        "1a, 2, false",
        "'', 1, false",
        "1, '', false",
        "-1, 2, false"
    })
    void comparesDecimalsOfAnyLengthAndNothingElse(String candidate, String held, boolean isOlder) {
        assertThat(ResourceVersions.isOlder(candidate, held)).isEqualTo(isOlder);
    }
}
