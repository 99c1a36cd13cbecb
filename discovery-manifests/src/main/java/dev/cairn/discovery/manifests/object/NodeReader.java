// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.object;

import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.manifests.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;

/** Reads Nodes. */
final class NodeReader {
    private NodeReader() {}

    static NodeManifest read(Meta meta, YamlMap object) {
        List<YamlMap> addresses = object.map("status").maps("addresses");
        List<IpAddress> internal = addressesOfType(addresses, "InternalIP");
        return new NodeManifest(meta, internal.isEmpty() ? addressesOfType(addresses, "ExternalIP") : internal);
    }

    private static List<IpAddress> addressesOfType(List<YamlMap> addresses, String type) {
        List<IpAddress> found = new ArrayList<>();
        for (YamlMap address : addresses) {
            if (address.text("type").equals(type)) {
                Addresses.read(address, "address").ifPresent(found::add);
            }
        }
        return found;
    }
}
