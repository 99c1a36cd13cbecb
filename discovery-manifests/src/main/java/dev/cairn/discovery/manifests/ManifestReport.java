// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests;

import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Pod;
import dev.cairn.discovery.ServiceSnapshot;
import java.util.List;

/**
 * What a folder of manifests holds, and what is wrong with it.
 *
 * <p><b>Immutable.</b>
 */
public final class ManifestReport {
    private final int files;
    private final List<ManifestProblem> problems;
    private final List<ServiceSnapshot> services;
    private final List<Pod> pods;
    private final List<Namespace> namespaces;

    ManifestReport(
            int files,
            List<ManifestProblem> problems,
            List<ServiceSnapshot> services,
            List<Pod> pods,
            List<Namespace> namespaces) {
        this.files = files;
        this.problems = List.copyOf(problems);
        this.services = List.copyOf(services);
        this.pods = List.copyOf(pods);
        this.namespaces = List.copyOf(namespaces);
    }

    /** How many files were read. */
    public int files() {
        return files;
    }

    /** Everything that is wrong, by file and line. */
    public List<ManifestProblem> problems() {
        return problems;
    }

    /** Whether the folder is not served before something is mended. */
    public boolean hasErrors() {
        return problems.stream().anyMatch(ManifestProblem::isError);
    }

    /**
     * The Services with their addresses and endpoints, by name, as a server of the folder would have them; with errors, those that
     * could be made out.
     */
    public List<ServiceSnapshot> services() {
        return services;
    }

    /** The pods that would run. */
    public List<Pod> pods() {
        return pods;
    }

    /** The namespaces, those among them that are only named by objects. */
    public List<Namespace> namespaces() {
        return namespaces;
    }
}
