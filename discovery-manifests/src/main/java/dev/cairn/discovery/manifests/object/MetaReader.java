// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.object;

import dev.cairn.discovery.manifests.yaml.YamlMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code metadata}. */
final class MetaReader {
    private static final String DEFAULT_NAMESPACE = "default";

    private MetaReader() {}

    /** The metadata; null, with a complaint, when the object cannot be told from others. */
    static @Nullable Meta read(Kind kind, YamlMap object) {
        YamlMap unnamed = object.about(kind.word()).map("metadata");
        String name = unnamed.requiredText("name");
        if (name.isEmpty()) {
            return null;
        }
        String namespace = kind.isNamespaced() ? namespaceOf(unnamed) : "";
        String identity = kind.word() + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
        YamlMap metadata = object.about(identity).map("metadata");
        boolean needsLabel = kind == Kind.NAMESPACE || kind == Kind.SERVICE || kind == Kind.ENDPOINTS;
        if (needsLabel ? !Names.isLabel(name) : !Names.isSubdomain(name)) {
            metadata.error("name", needsLabel ? Names.LABEL_RULE : Names.SUBDOMAIN_RULE);
            return null;
        }
        if (kind.isNamespaced() && !Names.isLabel(namespace)) {
            metadata.error("namespace", Names.LABEL_RULE);
            return null;
        }
        return new Meta(
                kind,
                namespace,
                name,
                metadata.text("uid"),
                metadata.textMap("labels"),
                metadata.textMap("annotations"),
                metadata.has("deletionTimestamp"),
                ownerOf(metadata),
                object.place());
    }

    private static String namespaceOf(YamlMap metadata) {
        String namespace = metadata.text("namespace");
        return namespace.isEmpty() ? DEFAULT_NAMESPACE : namespace;
    }

    private static String ownerOf(YamlMap metadata) {
        return metadata.maps("ownerReferences").stream()
                .filter(owner -> owner.flag("controller", false))
                .map(owner -> owner.text("kind") + "/" + owner.text("name"))
                .findFirst()
                .orElse("");
    }
}
