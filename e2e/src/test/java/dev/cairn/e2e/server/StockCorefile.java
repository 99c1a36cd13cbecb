// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.server;

import dev.cairn.e2e.cluster.Settings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * kubeadm's Corefile as {@code deploy/dns-server.yaml} has it, and the changes that a server needs here. <b>Immutable.</b>
 *
 * @param text of the file
 */
public record StockCorefile(String text) {
    private static final Path MANIFESTS = Path.of("deploy/dns-server.yaml");
    private static final String DIVIDER = "(?m)^---$";

    /** The file as it is shipped. */
    public static StockCorefile read() {
        try {
            String first = Files.readString(Settings.root().resolve(MANIFESTS)).split(DIVIDER, 2)[0];
            ConfigMap map = Serialization.unmarshal(first, ConfigMap.class);
            return new StockCorefile(Objects.requireNonNull(map.getData().get("Corefile"), "Corefile"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same that forwards to this server, where there is no machine's own. */
    public StockCorefile withUpstream(String address) {
        return with("/etc/resolv.conf", address);
    }

    /** The same that reads this kubeconfig, outside a pod. */
    public StockCorefile withKubeconfig(Path file) {
        return with("pods insecure", "pods insecure\n       kubeconfig " + file);
    }

    /** The same with the page of {@code health} on one address: pods of the node have the port on theirs. */
    public StockCorefile withHealthOn(String address) {
        return with("health {", "health " + address + " {");
    }

    /** The same that stops sooner. */
    public StockCorefile withLameduck(String duration) {
        return with("lameduck 5s", "lameduck " + duration);
    }

    /** The same that listens at one address only. */
    public StockCorefile listeningAt(InetSocketAddress address) {
        return with(
                ".:53 {",
                ".:" + address.getPort() + " {\n    bind "
                        + address.getAddress().getHostAddress());
    }

    private StockCorefile with(String before, String after) {
        if (!text.contains(before)) {
            throw new IllegalStateException(MANIFESTS + " has no Corefile with " + before);
        }
        return new StockCorefile(text.replace(before, after));
    }
}
