// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

/**
 * What a kubelet mounts into a container: ConfigMaps, the token of the ServiceAccount, and the resolv.conf of the node. Volumes of
 * other kinds are left out. <b>Confined to</b> the pod's lock.
 */
final class PodVolumes {
    private static final String ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

    private final ControlPlane plane;
    private final Pod pod;
    private final Map<String, Path> mounts = new HashMap<>();
    private final Map<ConfigMapVolumeSource, Path> configMaps = new HashMap<>();

    PodVolumes(ControlPlane plane, Pod pod, Container container) {
        this.plane = plane;
        this.pod = pod;
        mounts.put("/etc/resolv.conf", write(newFolder("resolv"), "resolv.conf", "nameserver " + Net.NODE + "\n"));
        mounts.put(ACCOUNT, account());
        pod.getSpec().getVolumes().stream()
                .filter(volume -> volume.getConfigMap() != null)
                .forEach(volume -> {
                    Path folder = newFolder(volume.getName());
                    configMaps.put(volume.getConfigMap(), folder);
                    mounts.put(placeOf(container, volume.getName()), folder);
                });
        refresh();
    }

    /** Files and folders of this machine by their place in the container. */
    Map<String, Path> mounts() {
        return mounts;
    }

    /** Writes what the ConfigMaps hold now. */
    void refresh() {
        configMaps.forEach((source, folder) -> {
            ConfigMap map = plane.client()
                    .configMaps()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withName(source.getName())
                    .require();
            source.getItems()
                    .forEach(item -> write(folder, item.getPath(), map.getData().getOrDefault(item.getKey(), "")));
        });
    }

    private Path account() {
        Path folder = newFolder("account");
        String namespace = pod.getMetadata().getNamespace();
        write(folder, "namespace", namespace);
        write(folder, "token", plane.token(namespace, pod.getSpec().getServiceAccountName()));
        try {
            Files.copy(plane.authority(), folder.resolve("ca.crt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    private static String placeOf(Container container, String volume) {
        return container.getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals(volume))
                .map(VolumeMount::getMountPath)
                .findFirst()
                .orElseThrow();
    }

    private static Path newFolder(String name) {
        try {
            return Files.setPosixFilePermissions(
                    Settings.newFolder(name), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** At once, as a kubelet does: no reader sees half a file. */
    private static Path write(Path folder, String name, String text) {
        try {
            Path next = Files.writeString(folder.resolve("..next"), text);
            return Files.move(next, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
