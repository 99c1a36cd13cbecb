// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.lb.policy.LoadReport;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadReportsTest {
    private static final long SEED = 20261123;

    // cpu_utilization 0.3, mem_utilization 0.8, named_metrics {"queue": 7}, rps_fractional 120.5, eps 1.5; field 3
    // (rps) 120
    private static final byte[] PROTOBUF = HexFormat.of()
            .parseHex("09333333333333d33f" + "119a9999999999e93f" + "1878" + "310000000000205e40" + "39000000000000f83f"
                    + "42100a057175657565110000000000001c40");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TEXT cpu_utilization=0.3,mem_utilization=0.8,rps_fractional=120.5,eps=1.5,named_metrics.queue=7",
                "TEXT cpu_utilization=0.3, mem_utilization=0.8 ,rps_fractional = 1205e-1, eps=1.5, named_metrics.queue=7.0",
                "JSON {\"cpu_utilization\": 0.3, \"mem_utilization\": 0.8, \"rps_fractional\": 120.5, \"eps\": 1.5,"
                        + " \"named_metrics\": {\"queue\": 7}}",
                "JSON {\"cpuUtilization\":0.3,\"memUtilization\":0.8,\"rpsFractional\":120.5,\"eps\":1.5,"
                        + "\"namedMetrics\":{\"queue\":7},\"later\":{},\"new\":5}"
            })
    void readsTextAndJson(String header) {
        assertThat(LoadReports.parse(header)).hasValueSatisfying(LoadReportsTest::isTheReport);
    }

    @Test
    void readsProtobuf() {
        String base64 = Base64.getEncoder().encodeToString(PROTOBUF);
        assertThat(LoadReports.parse("BIN " + base64)).hasValueSatisfying(LoadReportsTest::isTheReport);
        // as gRPC writes it in a binary header, without padding
        assertThat(LoadReports.parse(base64.replace("=", ""))).hasValueSatisfying(LoadReportsTest::isTheReport);
    }

    private static void isTheReport(LoadReport report) {
        assertThat(report.cpuUtilization()).isEqualTo(0.3);
        assertThat(report.memoryUtilization()).isEqualTo(0.8);
        assertThat(report.requestsPerSecond()).isEqualTo(120.5);
        assertThat(report.errorsPerSecond()).isEqualTo(1.5);
        assertThat(report.namedMetrics()).isEqualTo(Map.of("queue", 7.0));
        assertThat(report.load()).isEqualTo(0.3);
    }

    @Test
    void takesTheApplicationsOwnUtilizationForTheLoad() {
        assertThat(LoadReports.parse("TEXT cpu_utilization=0.3,application_utilization=0.9"))
                .hasValueSatisfying(report -> assertThat(report.load()).isEqualTo(0.9));
    }

    @Test
    void readsTheOtherMaps() {
        assertThat(LoadReports.parse("TEXT utilization.gpu=0.5,request_cost.tokens=40"))
                .hasValueSatisfying(report -> {
                    assertThat(report.utilization()).isEqualTo(Map.of("gpu", 0.5));
                    assertThat(report.requestCost()).isEqualTo(Map.of("tokens", 40.0));
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TEXT ",
                "TEXT cpu_utilization",
                "TEXT cpu_utilization=",
                "TEXT cpu_utilization=-0.1",
                "TEXT cpu_utilization=NaN",
                "TEXT cpu_utilization=0x1p3",
                "TEXT cpu_utilization=1e999",
                "JSON ",
                "JSON {\"cpu_utilization\": 0.3",
                "JSON {\"cpu_utilization\": \"0.3\"}",
                "JSON {\"cpu_utilization\": 0.3} x",
                "JSON {\"named_metrics\": {\"a\": {\"b\": 1}}}",
                "JSON [1]",
                "BIN !",
                "BIN CQAA",
                "YAML cpu: 1"
            })
    void passesOverWhatIsMalformed(String header) {
        assertThat(LoadReports.parse(header)).isEmpty();
    }

    @Test
    void neverFailsWhateverTheBytes() {
        Random random = new Random(SEED);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = PROTOBUF.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            read += LoadReports.parse(Base64.getEncoder().encodeToString(bytes)).isPresent() ? 1 : 0;
        }
        assertThat(read).as("seed %s", SEED).isBetween(1, 19_999);
    }
}
