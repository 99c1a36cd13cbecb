// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.lb.internal.orca.OrcaReader;
import dev.cairn.lb.policy.LoadReport;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Load reports as servers send them with their responses, in the header {@value #HEADER} or {@value #BINARY_HEADER}.
 *
 * <pre>{@code
 * LoadReports.in(response.headers()::firstValue).ifPresent(pick::report);
 * }</pre>
 */
public final class LoadReports {
    /** The header, or trailer, with a report as {@code TEXT}, {@code JSON} or {@code BIN}. */
    public static final String HEADER = "endpoint-load-metrics";

    /** The header, or trailer, with a report in protobuf's format and Base64. */
    public static final String BINARY_HEADER = "endpoint-load-metrics-bin";

    private static final Logger LOG = LoggerFactory.getLogger(LoadReports.class);

    private LoadReports() {}

    /** The report in the headers of a response, found by name; empty when there is none, or it is malformed. */
    public static Optional<LoadReport> in(Function<String, Optional<String>> headers) {
        return headers.apply(HEADER).or(() -> headers.apply(BINARY_HEADER)).flatMap(LoadReports::parse);
    }

    /**
     * The report in the value of either header: {@code TEXT cpu_utilization=0.3,rps_fractional=120}, {@code JSON {"cpu_utilization": 0.3}},
     * {@code BIN} and Base64, or Base64 alone. Empty when it is malformed, since no call may fail for that; fields that are not known
     * are passed over.
     */
    public static Optional<LoadReport> parse(String header) {
        try {
            return Optional.of(OrcaReader.read(header));
        } catch (IllegalArgumentException e) {
            LOG.debug("a load report is ignored: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
