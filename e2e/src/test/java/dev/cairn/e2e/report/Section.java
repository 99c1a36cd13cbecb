// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.report;

/** The parts of the report, in its order. */
public enum Section {
    WALK_THROUGH("Walk-through"),
    CALLS("Calls through changes"),
    KINDS("Every kind of Service"),
    PROPAGATION("Time from write to change"),
    FAULTS("Faults"),
    MEMORY("Memory in a control group"),
    DIFFERENCES("Compared with CoreDNS"),
    COREFILES("Random Corefiles, compared with CoreDNS"),
    UPSTREAMS("Upstreams that fail"),
    METRICS("Metrics compared with CoreDNS"),
    RESOLVERS("Resolvers"),
    SWAP("CoreDNS replaced, and put back"),
    OPERATION("Image and manifests");

    private final String title;

    Section(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
