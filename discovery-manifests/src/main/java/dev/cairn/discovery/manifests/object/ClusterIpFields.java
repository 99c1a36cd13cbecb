// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.object;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.manifests.object.AddressRequest.Policy;
import dev.cairn.discovery.manifests.yaml.YamlMap;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the fields {@code clusterIP}, {@code clusterIPs}, {@code ipFamilies} and {@code ipFamilyPolicy} say together.
 *
 * @param isHeadless whether the Service has no cluster IP
 * @param request which addresses or families it wants
 */
record ClusterIpFields(boolean isHeadless, AddressRequest request) {
    private static final String NONE = "None";
    private static final List<String> POLICIES = List.of("SingleStack", "PreferDualStack", "RequireDualStack");

    static ClusterIpFields read(YamlMap spec) {
        String first = spec.text("clusterIP");
        List<String> all = spec.texts("clusterIPs");
        if (!first.isEmpty() && !all.isEmpty() && !first.equals(all.get(0))) {
            spec.error("clusterIPs", "must begin with the clusterIP " + first + ", was " + all);
        }
        List<String> texts = all.isEmpty() && !first.isEmpty() ? List.of(first) : all;
        boolean isHeadless = texts.contains(NONE);
        if (isHeadless && texts.size() > 1) {
            spec.error("clusterIPs", "must be None alone, or addresses");
        }
        List<IpAddress> fixed = isHeadless ? List.of() : fixed(spec, texts);
        List<AddressFamily> families = families(spec);
        if (families.isEmpty()) {
            families = fixed.stream().map(IpAddress::family).toList();
        }
        for (int i = 0; i < Math.min(fixed.size(), families.size()); i++) {
            if (fixed.get(i).family() != families.get(i)) {
                spec.error("ipFamilies", "must be in the order of the clusterIPs " + fixed);
            }
        }
        Policy policy = policy(spec, families);
        if (policy == Policy.SINGLE_STACK && families.size() > 1) {
            spec.error("ipFamilyPolicy", "must be PreferDualStack or RequireDualStack for two families");
        }
        return new ClusterIpFields(isHeadless, new AddressRequest(fixed, families, policy));
    }

    private static List<IpAddress> fixed(YamlMap spec, List<String> texts) {
        String key = spec.has("clusterIPs") ? "clusterIPs" : "clusterIP";
        List<IpAddress> fixed = new ArrayList<>();
        Set<AddressFamily> seen = new LinkedHashSet<>();
        for (String text : texts) {
            Addresses.parse(spec, key, text).ifPresent(address -> {
                if (seen.add(address.family())) {
                    fixed.add(address);
                } else {
                    spec.error(key, "must hold at most one address of each family, was " + texts);
                }
            });
        }
        return fixed;
    }

    private static List<AddressFamily> families(YamlMap spec) {
        Set<AddressFamily> families = new LinkedHashSet<>();
        for (String text : spec.texts("ipFamilies")) {
            boolean isKnown = text.equals("IPv4") || text.equals("IPv6");
            if (!isKnown || !families.add(text.equals("IPv4") ? AddressFamily.IPV4 : AddressFamily.IPV6)) {
                spec.error("ipFamilies", "must be IPv4 and IPv6, each once, was \"" + text + "\"");
            }
        }
        return List.copyOf(families);
    }

    /** The policy; when none is named, two families ask for both and anything else for one. */
    private static Policy policy(YamlMap spec, List<AddressFamily> families) {
        return switch (spec.word("ipFamilyPolicy", POLICIES, "")) {
            case "SingleStack" -> Policy.SINGLE_STACK;
            case "PreferDualStack" -> Policy.PREFER_DUAL_STACK;
            case "RequireDualStack" -> Policy.REQUIRE_DUAL_STACK;
            default -> families.size() > 1 ? Policy.REQUIRE_DUAL_STACK : Policy.SINGLE_STACK;
        };
    }
}
