// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.server;

import dev.cairn.e2e.cluster.Command;
import dev.cairn.e2e.cluster.Settings;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Our container image, unpacked. <b>Immutable.</b>
 *
 * @param root its file system
 * @param entryPoint what is started in there
 * @param environment the variables, as {@code NAME=VALUE}
 * @param user number of user and group, with a colon between
 */
public record Image(Path root, List<String> entryPoint, List<String> environment, String user) {
    private static final String ARCHITECTURE = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    private static final Path TAR = Path.of("deploy/image/target/cairn-dns-" + ARCHITECTURE + ".tar");

    /** Both lists are copied. */
    public Image {
        entryPoint = List.copyOf(entryPoint);
        environment = List.copyOf(environment);
    }

    /** Why no image can be run as a pod here; empty when one can. */
    public static Optional<String> hindrance() {
        try {
            // a namespace of a plain user has root, and nobody else
            boolean hasUsers = Files.readString(Path.of("/proc/self/uid_map")).contains("4294967295");
            return hasUsers ? Optional.empty() : Optional.of("not started by root, so that there is no user 65532");
        } catch (IOException e) {
            return Optional.of(e.toString());
        }
    }

    /** Unpacks what the build has made into a new folder. */
    public static Image unpack() {
        Path folder = Settings.newFolder("image");
        Path root = folder.resolve("root");
        try {
            Files.createDirectory(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Command.run("tar", "-xf", Settings.root().resolve(TAR).toString(), "-C", folder.toString())
                .succeeds();
        Map<?, ?> index = read(folder.resolve("index.json"));
        Map<?, ?> manifest =
                read(blob(folder, (Map<?, ?>) list(index, "manifests").get(0)));
        for (Object layer : list(manifest, "layers")) {
            unpack(blob(folder, (Map<?, ?>) layer), root);
        }
        Map<?, ?> config = map(read(blob(folder, map(manifest, "config"))), "config");
        return new Image(root, texts(config, "Entrypoint"), texts(config, "Env"), text(config, "User"));
    }

    private static void unpack(Path layer, Path root) {
        Command.run(
                        "tar",
                        "-xzf",
                        layer.toString(),
                        "-C",
                        root.toString(),
                        "--xattrs",
                        "--xattrs-include=security.capability",
                        "--warning=no-unknown-keyword")
                .succeeds();
    }

    /** The same started by another program. */
    public Image withJava(String path) {
        List<String> changed = new ArrayList<>(entryPoint);
        changed.set(0, path);
        return new Image(root, changed, environment, user);
    }

    /** The same run by another user. */
    public Image withUser(String other) {
        return new Image(root, entryPoint, environment, other);
    }

    /** The command that runs it under kubeadm's securityContext, with these arguments of the Deployment. */
    public List<String> command(Pod pod, String... arguments) {
        Map<String, String> variables = new LinkedHashMap<>();
        environment.forEach(each -> variables.put(each.substring(0, each.indexOf('=')), each));
        pod.environment().forEach((name, value) -> variables.put(name, name + "=" + value));
        variables.put("PATH", "PATH=" + System.getenv("PATH"));
        List<String> line = new ArrayList<>(List.of("env", "-i"));
        line.addAll(variables.values());
        line.addAll(List.of(Settings.root().resolve("e2e/namespace/pod").toString(), "--user", user));
        pod.mounts().forEach((to, from) -> line.addAll(List.of("--mount", from + ":" + to)));
        line.add(root.toString());
        line.addAll(entryPoint);
        line.addAll(List.of(arguments));
        return line;
    }

    /**
     * What a pod adds to its image. <b>Immutable.</b>
     *
     * @param mounts files and folders of this machine by their place in the pod
     * @param environment more variables
     */
    public record Pod(Map<String, Path> mounts, Map<String, String> environment) {
        /** Both maps are copied. */
        public Pod {
            mounts = Map.copyOf(mounts);
            environment = Map.copyOf(environment);
        }
    }

    private static Path blob(Path folder, Map<?, ?> descriptor) {
        return folder.resolve("blobs").resolve(text(descriptor, "digest").replace(':', '/'));
    }

    private static Map<?, ?> read(Path file) {
        try {
            return Serialization.unmarshal(Files.readString(file), Map.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object value(Map<?, ?> object, String key) {
        Object value = object.get(key);
        if (value == null) {
            throw new IllegalStateException("no " + key + " in " + object);
        }
        return value;
    }

    private static Map<?, ?> map(Map<?, ?> object, String key) {
        return (Map<?, ?>) value(object, key);
    }

    private static List<?> list(Map<?, ?> object, String key) {
        return (List<?>) value(object, key);
    }

    private static String text(Map<?, ?> object, String key) {
        return value(object, key).toString();
    }

    private static List<String> texts(Map<?, ?> object, String key) {
        return list(object, key).stream().map(Object::toString).toList();
    }
}
