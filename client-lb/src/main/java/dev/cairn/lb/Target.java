// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.lb.internal.target.ParsedTarget;
import dev.cairn.lb.internal.target.TargetParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
 *   <li>{@code file:///srv/shop?service=orders.shop:http}: the same as {@code manifests}, the folder first.
 *   <li>{@code static:///10.0.0.1:80,[::1]:80}: addresses as they stand.
 *   <li>{@code k8s:///orders.shop:80 | dns:///orders.shop.svc.cluster.local:80}: the {@linkplain #firstOf first that can be read}.
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

    /**
     * The first of these that can be read: when reading one is refused, when it can't be opened or says nothing for five seconds, the
     * next one is used until that changes. The text has {@code |} between them.
     *
     * <pre>{@code
     * Target.firstOf(Target.parse("k8s:///orders.shop:80"), Target.parse("dns:///orders.shop.svc.cluster.local:80"))
     * }</pre>
     *
     * @throws IllegalArgumentException when one of them is such a list itself
     */
    public static Target firstOf(Target first, Target second, Target... others) {
        List<ParsedTarget> targets = new ArrayList<>(List.of(first.parsed, second.parsed));
        Arrays.stream(others).map(Target::parsed).forEach(targets::add);
        for (ParsedTarget target : targets) {
            if (target instanceof ParsedTarget.FirstOf) {
                throw new IllegalArgumentException(target + " is several targets already; name them one by one");
            }
        }
        return new Target(new ParsedTarget.FirstOf(targets));
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
