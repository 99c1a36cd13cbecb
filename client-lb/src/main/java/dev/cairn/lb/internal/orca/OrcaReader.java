// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.orca;

import dev.cairn.lb.policy.LoadReport;
import java.util.Base64;

/**
 * Reads the values of the headers {@code endpoint-load-metrics} ({@code TEXT}, {@code JSON} or {@code BIN} and a blank in front) and
 * {@code endpoint-load-metrics-bin}, which Envoy and gRPC define.
 */
public final class OrcaReader {
    private static final int MAX_CHARS = 16_384;
    private static final String TEXT = "TEXT ";
    private static final String JSON = "JSON ";
    private static final String BINARY = "BIN ";

    private OrcaReader() {}

    /**
     * The report of a value in any of the forms.
     *
     * @throws IllegalArgumentException when it is in none of them
     */
    public static LoadReport read(String header) {
        String value = header.strip();
        if (value.length() > MAX_CHARS) {
            throw new IllegalArgumentException("longer than " + MAX_CHARS + " characters");
        }
        Fields fields = new Fields();
        if (value.startsWith(TEXT)) {
            readText(value.substring(TEXT.length()), fields);
        } else if (value.startsWith(JSON)) {
            new OrcaJson(value.substring(JSON.length()), fields).read();
        } else {
            String encoded = value.startsWith(BINARY) ? value.substring(BINARY.length()) : value;
            new OrcaBinary(Base64.getDecoder().decode(encoded.strip()), fields).read();
        }
        return fields.report();
    }

    /** As {@code cpu_utilization=0.3, named_metrics.queue=7}. */
    private static void readText(String text, Fields fields) {
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("no = in " + pair);
            }
            fields.set(
                    pair.substring(0, equals).strip(),
                    Fields.number(pair.substring(equals + 1).strip()));
        }
    }
}
