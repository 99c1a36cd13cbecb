// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.object;

import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.manifests.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads addresses out of fields. */
final class Addresses {
    private Addresses() {}

    /** The address that must stand in a field; empty, with a complaint, when there is none. */
    static Optional<IpAddress> read(YamlMap map, String key) {
        String text = map.requiredText(key);
        return text.isEmpty() ? Optional.empty() : parse(map, key, text);
    }

    /** The addresses of a list field, with a complaint for each text that is none. */
    static List<IpAddress> readAll(YamlMap map, String key) {
        List<IpAddress> addresses = new ArrayList<>();
        map.texts(key).forEach(text -> parse(map, key, text).ifPresent(addresses::add));
        return addresses;
    }

    static Optional<IpAddress> parse(YamlMap map, String key, String text) {
        if (!IpAddress.isLiteral(text)) {
            map.error(key, "must be an IP address, was \"" + text + "\"");
            return Optional.empty();
        }
        return Optional.of(IpAddress.parse(text));
    }
}
