// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestWordTest {

    private static final List<String> WORDS = List.of("kubernetes", "errors", "log", "loadbalance", "ttl");

    @ParameterizedTest
    @CsvSource({
        "kuberntes, kubernetes",
        "KUBERNETES, kubernetes",
        "kubernetse, kubernetes",
        "k8s,",
        "lgo, log",
        "logs, log",
        "tttl, ttl",
        "xyz,",
        "load_balance, loadbalance",
        "'',"
    })
    void guessesTheWordThatTakesFewestChanges(String word, String guess) {
        assertThat(NearestWord.of(word, WORDS).orElse(null)).isEqualTo(guess);
    }
}
