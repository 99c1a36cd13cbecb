// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.discovery.Input;
import dev.cairn.discovery.Selection;
import java.util.Objects;
import java.util.Set;

/**
 * What a model is made of. Zones with equal options may share one model.
 *
 * <p><b>Immutable.</b>
 *
 * @param selection what a source is to be watched for. Without endpoints, headless Services do not exist; with pod references, an
 *     endpoint without host name is named after its pod; with pods, it is known which addresses they have
 * @param zones whether the endpoints of a headless Service have names for each topology zone
 */
public record ModelOptions(Selection selection, boolean zones) {
    /** All namespaces, with endpoints, not named after their pods, without names for zones. */
    public static final ModelOptions DEFAULT = new ModelOptions(Selection.all(), false);

    /** Refuses zones without endpoints. */
    public ModelOptions {
        Objects.requireNonNull(selection, "selection");
        if (zones && !selection.inputs().contains(Input.ENDPOINTS)) {
            throw new IllegalArgumentException("zones are those of endpoints, which are not selected");
        }
    }

    /**
     * Options without names for zones.
     *
     * @param namespaces the namespaces that are seen; empty for all
     * @param endpoints whether endpoints are read
     * @param podNames whether an endpoint without host name is named after its pod
     */
    public ModelOptions(Set<String> namespaces, boolean endpoints, boolean podNames) {
        this(selection(namespaces, endpoints, podNames), false);
    }

    private static Selection selection(Set<String> namespaces, boolean endpoints, boolean podNames) {
        Selection.Builder selection = Selection.builder().namespaces(namespaces).podReferences(podNames);
        return endpoints
                ? selection.build()
                : selection.without(Input.ENDPOINTS).build();
    }
}
