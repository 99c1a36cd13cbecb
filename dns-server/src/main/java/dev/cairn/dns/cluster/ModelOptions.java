// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.discovery.Input;
import dev.cairn.discovery.Selection;
import java.util.Set;

/**
 * What a model is made of. Zones with equal options may share one model.
 *
 * <p><b>Immutable.</b>
 *
 * @param namespaces the namespaces that are seen; empty for all
 * @param endpoints whether endpoints are read; without them, headless Services do not exist
 * @param podNames whether an endpoint without host name is named after its pod
 */
public record ModelOptions(Set<String> namespaces, boolean endpoints, boolean podNames) {
    /** All namespaces, with endpoints, not named after their pods. */
    public static final ModelOptions DEFAULT = new ModelOptions(Set.of(), true, false);

    /** Copies the namespaces. */
    public ModelOptions {
        namespaces = Set.copyOf(namespaces);
    }

    /** What a source is to be watched for. */
    public Selection selection() {
        Selection.Builder selection = Selection.builder().namespaces(namespaces).podReferences(podNames);
        return endpoints
                ? selection.build()
                : selection.without(Input.ENDPOINTS).build();
    }
}
