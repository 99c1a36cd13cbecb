// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.lb.internal.target.ParsedTarget;
import dev.cairn.lb.internal.target.TargetParser;

/**
 * What to call: a Service, a DNS name or a list of addresses, and the port.
 *
 * <ul>
 *   <li>{@code k8s:///orders.shop:http} or {@code kubernetes:///…}, and {@code k8s://shop/orders:http}: a Service in a cluster. The name
 *       is {@code service}, {@code service.namespace}, {@code service.namespace.svc} or {@code service.namespace.svc.<cluster domain>};
 *       without namespace it is the caller's own. The port is the Service's, by number or by name; it may be left out when the Service
 *       has one only.
 *   <li>{@code manifests:///orders.shop:http?folder=examples/shop}: the same from a folder of manifests. Any other scheme stands for
 *       a source found on the class path or handed to the builder.
 *   <li>{@code dns:///orders.shop:http}, {@code dns://10.96.0.10:53/orders.shop.svc.cluster.local:8080}: a DNS name. A named port is
 *       found by SRV.
 *   <li>{@code static:///10.0.0.1:80,[::1]:80}: addresses as they stand.
 * </ul>
 *
 * <p><b>Immutable.</b> Equal when the canonical texts are.
 */
public final class Target {
    private final ParsedTarget parsed;

    private Target(ParsedTarget parsed) {
        this.parsed = parsed;
    }

    /**
     * Reads a target.
     *
     * @throws IllegalArgumentException when the text is none; the message guesses what was meant
     */
    public static Target parse(String text) {
        return new Target(TargetParser.parse(text));
    }

    static Target of(ParsedTarget parsed) {
        return new Target(parsed);
    }

    /** The scheme in lower case; {@code k8s} for {@code kubernetes} too. */
    public String scheme() {
        return parsed.scheme();
    }

    ParsedTarget parsed() {
        return parsed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Target that && parsed.equals(that.parsed);
    }

    @Override
    public int hashCode() {
        return parsed.hashCode();
    }

    /** The canonical text, which {@link #parse} reads. */
    @Override
    public String toString() {
        return parsed.toString();
    }
}
