// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the node runs for the name of an image. */
@FunctionalInterface
public interface Program {

    /**
     * The command that starts it in the mount and process namespaces of its choice; the network is the pod's already.
     *
     * @param arguments of the container
     * @param mounts files and folders of this machine by their place in the container
     * @param environment variables of every container
     */
    List<String> command(List<String> arguments, Map<String, Path> mounts, Map<String, String> environment);
}
