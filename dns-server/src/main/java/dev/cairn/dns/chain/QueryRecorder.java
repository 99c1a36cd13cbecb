// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

/** Counts what one thread serves. <b>Confined to</b> that thread. */
public interface QueryRecorder {
    /** Counts nothing. */
    QueryRecorder NONE = new QueryRecorder() {
        @Override
        public void record(Exchange exchange, int requestBytes, int responseBytes, long durationNanos) {}

        @Override
        public void panic() {}
    };

    /**
     * A request was served.
     *
     * @param exchange as the last handler left it; its plan is absent when no zone fits
     * @param responseBytes 0 when it was dropped
     * @param durationNanos from the moment it was read to the moment the response was complete
     */
    void record(Exchange exchange, int requestBytes, int responseBytes, long durationNanos);

    /** A handler threw. */
    void panic();
}
