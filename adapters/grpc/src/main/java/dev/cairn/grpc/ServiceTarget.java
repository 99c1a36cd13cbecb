// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

import dev.cairn.lb.Target;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A channel's target, read.
 *
 * <p><b>Immutable.</b>
 *
 * @param target what to watch
 * @param authority what servers and certificates are told: the name as it is written, with the port when that is a number
 */
record ServiceTarget(Target target, String authority) {
    /**
     * Reads a target. Beside the forms of {@link Target}, the service may stand in the URI's authority, as in {@code
     * kubernetes://orders.shop:8080/}, which kuberesolver takes.
     *
     * @throws IllegalArgumentException when the URI is none
     */
    static ServiceTarget of(URI uri) {
        String namespace = orEmpty(uri.getRawAuthority());
        String path = orEmpty(uri.getRawPath()).replaceFirst("^/", "");
        boolean isInAuthority = path.isEmpty() && !namespace.isEmpty();
        String service = isInAuthority ? namespace : path;
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        Target target = Target.parse(isInAuthority ? uri.getScheme() + ":///" + service + query : uri.toString());
        return new ServiceTarget(target, authority(service, isInAuthority ? "" : namespace));
    }

    private static String authority(String service, String namespace) {
        int colon = service.indexOf(':');
        String name = colon < 0 ? service : service.substring(0, colon);
        String port = colon < 0 ? "" : service.substring(colon + 1);
        boolean isNumber = !port.isEmpty() && port.chars().allMatch(c -> c >= '0' && c <= '9');
        return name + (namespace.isEmpty() ? "" : "." + namespace) + (isNumber ? ":" + port : "");
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
