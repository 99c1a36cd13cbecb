// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a server says of its own load, in the words of ORCA (Open Request Cost Aggregation, {@code xds.data.orca.v3.OrcaLoadReport}). A
 * number that it does not say is zero.
 *
 * <p><b>Immutable.</b>
 */
public final class LoadReport {
    private final double cpuUtilization;
    private final double memoryUtilization;
    private final double applicationUtilization;
    private final double requestsPerSecond;
    private final double errorsPerSecond;
    private final Map<String, Double> utilization;
    private final Map<String, Double> requestCost;
    private final Map<String, Double> namedMetrics;

    private LoadReport(Builder builder) {
        cpuUtilization = builder.cpuUtilization;
        memoryUtilization = builder.memoryUtilization;
        applicationUtilization = builder.applicationUtilization;
        requestsPerSecond = builder.requestsPerSecond;
        errorsPerSecond = builder.errorsPerSecond;
        utilization = Map.copyOf(builder.utilization);
        requestCost = Map.copyOf(builder.requestCost);
        namedMetrics = Map.copyOf(builder.namedMetrics);
    }

    /** A builder. Defaults: zero for all numbers, nothing named. */
    public static Builder builder() {
        return new Builder();
    }

    /** Use of the processor, from 0; 1 is all that it was given, and more is possible. */
    public double cpuUtilization() {
        return cpuUtilization;
    }

    /** Use of memory, 0 to 1. */
    public double memoryUtilization() {
        return memoryUtilization;
    }

    /** Use of whatever limits the application, from 0; 1 is all of it. */
    public double applicationUtilization() {
        return applicationUtilization;
    }

    /** Requests per second of all its clients. */
    public double requestsPerSecond() {
        return requestsPerSecond;
    }

    /** Requests per second that failed. */
    public double errorsPerSecond() {
        return errorsPerSecond;
    }

    /** Use of other things by name, 0 to 1. */
    public Map<String, Double> utilization() {
        return utilization;
    }

    /** What this request cost, by name of the thing. */
    public Map<String, Double> requestCost() {
        return requestCost;
    }

    /** Numbers of the application's own. */
    public Map<String, Double> namedMetrics() {
        return namedMetrics;
    }

    /** How busy the server is: the application's utilization when it says one, else the processor's (gRFC A58). */
    public double load() {
        return applicationUtilization > 0 ? applicationUtilization : cpuUtilization;
    }

    @Override
    public String toString() {
        return "load " + load() + " at " + requestsPerSecond + " requests/s";
    }

    /** Builds a {@link LoadReport}. Refuses numbers that are negative or not finite. <b>Confined to</b> one thread. */
    public static final class Builder {
        private double cpuUtilization;
        private double memoryUtilization;
        private double applicationUtilization;
        private double requestsPerSecond;
        private double errorsPerSecond;
        private final Map<String, Double> utilization = new TreeMap<>();
        private final Map<String, Double> requestCost = new TreeMap<>();
        private final Map<String, Double> namedMetrics = new TreeMap<>();

        private Builder() {}

        /** As {@link LoadReport#cpuUtilization()}. */
        public Builder cpuUtilization(double value) {
            cpuUtilization = checked("cpuUtilization", value);
            return this;
        }

        /** As {@link LoadReport#memoryUtilization()}. */
        public Builder memoryUtilization(double value) {
            memoryUtilization = checked("memoryUtilization", value);
            return this;
        }

        /** As {@link LoadReport#applicationUtilization()}. */
        public Builder applicationUtilization(double value) {
            applicationUtilization = checked("applicationUtilization", value);
            return this;
        }

        /** As {@link LoadReport#requestsPerSecond()}. */
        public Builder requestsPerSecond(double value) {
            requestsPerSecond = checked("requestsPerSecond", value);
            return this;
        }

        /** As {@link LoadReport#errorsPerSecond()}. */
        public Builder errorsPerSecond(double value) {
            errorsPerSecond = checked("errorsPerSecond", value);
            return this;
        }

        /** One of {@link LoadReport#utilization()}. */
        public Builder utilization(String name, double value) {
            utilization.put(name, checked(name, value));
            return this;
        }

        /** One of {@link LoadReport#requestCost()}. */
        public Builder requestCost(String name, double value) {
            requestCost.put(name, checked(name, value));
            return this;
        }

        /** One of {@link LoadReport#namedMetrics()}, which may be negative. */
        public Builder namedMetric(String name, double value) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(name + " must be finite, was " + value);
            }
            namedMetrics.put(name, value);
            return this;
        }

        private static double checked(String name, double value) {
            if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(name + " must be finite and not negative, was " + value);
            }
            return value;
        }

        /** The report. */
        public LoadReport build() {
            return new LoadReport(this);
        }
    }
}
