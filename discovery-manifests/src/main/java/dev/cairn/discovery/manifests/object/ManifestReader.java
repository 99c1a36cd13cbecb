// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.object;

import dev.cairn.discovery.manifests.yaml.Problems;
import dev.cairn.discovery.manifests.yaml.Words;
import dev.cairn.discovery.manifests.yaml.YamlDocuments;
import dev.cairn.discovery.manifests.yaml.YamlMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the objects of one file. Kinds that aren't understood are left out. */
public final class ManifestReader {
    private static final Logger LOG = LoggerFactory.getLogger(ManifestReader.class);
    // The groups in which a wrong kind or group is a slip of the pen; any other group is somebody's own resource.
    private static final List<String> KNOWN_GROUPS = List.of("", "apps", "extensions", "discovery.k8s.io");

    private static final String LIST = "List";

    private ManifestReader() {}

    /** The objects of a text that are understood, in their order; what is wrong with the others is reported. */
    public static List<Manifest> read(Path file, String text, Problems problems) {
        List<Manifest> manifests = new ArrayList<>();
        YamlDocuments.read(file, text, problems, document -> {
            if (document.text("kind").equals(LIST)) {
                document.maps("items").forEach(item -> add(manifests, read(item.asRoot(), problems)));
            } else {
                add(manifests, read(document, problems));
            }
        });
        return manifests;
    }

    private static void add(List<Manifest> manifests, @Nullable Manifest manifest) {
        if (manifest != null) {
            manifests.add(manifest);
        }
    }

    private static @Nullable Manifest read(YamlMap object, Problems problems) {
        String kindWord = object.requiredText("kind");
        String apiVersion = object.requiredText("apiVersion");
        if (kindWord.isEmpty() || apiVersion.isEmpty()) {
            return null;
        }
        if (kindWord.equals(LIST)) {
            object.error("kind", "must not be a List within a List");
            return null;
        }
        Kind kind = knownKind(object, kindWord, apiVersion, problems);
        Meta meta = kind == null ? null : MetaReader.read(kind, object);
        if (kind == null || meta == null) {
            return null;
        }
        YamlMap named = object.about(meta.toString());
        return switch (kind) {
            case NAMESPACE -> new NamespaceManifest(meta);
            case NODE -> NodeReader.read(meta, named);
            case SERVICE -> ServiceReader.read(meta, named);
            case ENDPOINTS -> EndpointsReader.endpoints(meta, named);
            case ENDPOINT_SLICE -> EndpointsReader.slice(meta, named);
            case POD -> PodReader.pod(meta, named);
            case DEPLOYMENT, STATEFUL_SET, DAEMON_SET, REPLICA_SET -> PodReader.workload(meta, named);
        };
    }

    private static @Nullable Kind knownKind(YamlMap object, String word, String apiVersion, Problems problems) {
        Optional<Kind> kind = Kind.of(word);
        String group = Kind.group(apiVersion);
        if (kind.isPresent() && kind.get().isInGroup(group)) {
            return kind.get();
        }
        if (kind.isPresent() && KNOWN_GROUPS.contains(group)) {
            object.error("apiVersion", "of a " + word + " must be " + kind.get().apiVersion() + ", was " + apiVersion);
            return null;
        }
        String guess = KNOWN_GROUPS.contains(group) ? Words.guess(word, Kind.words()) : "";
        if (!guess.isEmpty()) {
            problems.warning(object.place("kind"), "unknown kind " + word + " is skipped" + guess);
        }
        LOG.debug("{}: skipped, {} {} is not understood", object.place(), apiVersion, word);
        return null;
    }
}
