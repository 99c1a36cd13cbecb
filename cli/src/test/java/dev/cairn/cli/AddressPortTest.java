// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPortTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1:53, false",
        "127.0.0.1:1053, 127.0.0.1:1053, true",
        "127.0.0.1:0, 127.0.0.1:0, true",
        "::1, [0:0:0:0:0:0:0:1]:53, false",
        "[::1], [0:0:0:0:0:0:0:1]:53, false",
        "[::1]:1053, [0:0:0:0:0:0:0:1]:1053, true"
    })
    void readsWhatPeopleWrite(String text, String address, boolean hasPort) {
        assertThat(AddressPort.parse(text, 53)).hasToString("/" + address);
        assertThat(AddressPort.hasPort(text)).isEqualTo(hasPort);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ":53", "[", "[::1", "[]", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536", "127.0.0.1:-1"})
    void refusesTheRest(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressPort.parse(text, 53));
    }
}
