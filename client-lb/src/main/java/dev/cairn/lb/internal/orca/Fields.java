// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.orca;

import dev.cairn.lb.policy.LoadReport;

/** Collects the fields of a report by their names in {@code OrcaLoadReport}. <b>Confined to</b> one thread. */
final class Fields {
    static final String REQUEST_COST = "request_cost";
    static final String UTILIZATION = "utilization";
    static final String NAMED_METRICS = "named_metrics";

    private final LoadReport.Builder report = LoadReport.builder();

    /** Takes a number; a name such as {@code named_metrics.queue} is an entry of a map. Passes over names that mean nothing to us. */
    void set(String name, double value) {
        int dot = name.indexOf('.');
        if (dot > 0) {
            setEntry(name.substring(0, dot), name.substring(dot + 1), value);
            return;
        }
        switch (name) {
            case "cpu_utilization" -> report.cpuUtilization(value);
            case "mem_utilization" -> report.memoryUtilization(value);
            case "application_utilization" -> report.applicationUtilization(value);
            case "rps_fractional" -> report.requestsPerSecond(value);
            case "eps" -> report.errorsPerSecond(value);
            default -> {}
        }
    }

    void setEntry(String map, String key, double value) {
        switch (map) {
            case REQUEST_COST -> report.requestCost(key, value);
            case UTILIZATION -> report.utilization(key, value);
            case NAMED_METRICS -> report.namedMetric(key, value);
            default -> {}
        }
    }

    LoadReport report() {
        return report.build();
    }

    /** A decimal number; {@link Double#parseDouble} alone takes more than that. */
    static double number(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("+-.0123456789eE".indexOf(text.charAt(i)) < 0) {
                throw new NumberFormatException("not a number: " + text);
            }
        }
        return Double.parseDouble(text);
    }
}
