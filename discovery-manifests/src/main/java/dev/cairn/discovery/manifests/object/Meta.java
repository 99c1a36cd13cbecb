// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.object;

import dev.cairn.discovery.manifests.yaml.Place;
import dev.cairn.discovery.manifests.yaml.Problems;
import java.util.Map;

/**
 * What every object has.
 *
 * <p><b>Immutable.</b>
 *
 * @param kind the kind
 * @param namespace the namespace, empty for objects that live in none
 * @param name the name
 * @param uid the uid as written, empty when there is none
 * @param labels the labels
 * @param annotations the annotations
 * @param isDeleting whether a deletion has begun
 * @param owner kind and name of the controller as {@code ReplicaSet/orders-6d4c}, empty when there is none
 * @param place where the object stands
 */
public record Meta(
        Kind kind,
        String namespace,
        String name,
        String uid,
        Map<String, String> labels,
        Map<String, String> annotations,
        boolean isDeleting,
        String owner,
        Place place) {
    /** Copies the maps. */
    public Meta {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** {@code <namespace>/<name>}, or the name alone for objects that live in no namespace. */
    public String key() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    /** Reports what is wrong with the object as a whole. */
    public void error(Problems problems, String reason) {
        problems.error(place, this + ": " + reason);
    }

    /** Reports what is probably not meant with the object as a whole. */
    public void warning(Problems problems, String reason) {
        problems.warning(place, this + ": " + reason);
    }

    /** Kind and key, for people. */
    @Override
    public String toString() {
        return kind.word() + " " + key();
    }
}
