// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JsonParser;

/**
 * What the field {@code metadata} of an object says, as far as it is of interest.
 *
 * <p><b>Immutable.</b>
 *
 * @param namespace empty for an object of the whole cluster
 * @param name empty when it was not given
 * @param uid empty when it was not given
 * @param resourceVersion empty when it was not given
 * @param labels all labels
 * @param lastChangeTrigger the annotation that says when the change happened that an EndpointSlice tells; empty when it was not given
 * @param endsInitialEvents whether a bookmark with this metadata ends the list at the beginning of a watch
 */
public record Metadata(
        String namespace,
        String name,
        String uid,
        String resourceVersion,
        Map<String, String> labels,
        String lastChangeTrigger,
        boolean endsInitialEvents) {
    static final Metadata NONE = new Metadata("", "", "", "", Map.of(), "", false);

    private static final String INITIAL_EVENTS_END = "k8s.io/initial-events-end";
    private static final String LAST_CHANGE_TRIGGER = "endpoints.kubernetes.io/last-change-trigger-time";

    /** Refuses null parts. */
    public Metadata {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(uid, "uid");
        Objects.requireNonNull(resourceVersion, "resourceVersion");
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(lastChangeTrigger, "lastChangeTrigger");
    }

    /** Reads the value of a field {@code metadata} that the parser stands at. */
    static Metadata read(JsonParser parser, Interner interner) {
        String namespace = "";
        String name = "";
        String uid = "";
        String resourceVersion = "";
        Map<String, String> labels = Map.of();
        String lastChangeTrigger = "";
        boolean endsInitialEvents = false;
        for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
            switch (field) {
                case "namespace" -> namespace = interner.intern(Json.text(parser));
                case "name" -> name = Json.text(parser);
                case "uid" -> uid = Json.text(parser);
                case "resourceVersion" -> resourceVersion = Json.text(parser);
                case "labels" -> labels = readLabels(parser, interner);
                case "annotations" -> {
                    for (String key = Json.firstField(parser); key != null; key = Json.nextField(parser)) {
                        endsInitialEvents |= key.equals(INITIAL_EVENTS_END)
                                && Json.text(parser).equals("true");
                        lastChangeTrigger = key.equals(LAST_CHANGE_TRIGGER) ? Json.text(parser) : lastChangeTrigger;
                    }
                }
                default -> {}
            }
        }
        return new Metadata(namespace, name, uid, resourceVersion, labels, lastChangeTrigger, endsInitialEvents);
    }

    private static Map<String, String> readLabels(JsonParser parser, Interner interner) {
        Map<String, String> labels = new HashMap<>();
        for (String key = Json.firstField(parser); key != null; key = Json.nextField(parser)) {
            labels.put(interner.intern(key), Json.text(parser));
        }
        return labels;
    }
}
