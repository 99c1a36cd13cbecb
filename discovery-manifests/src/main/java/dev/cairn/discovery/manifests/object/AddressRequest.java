// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.object;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.IpAddress;
import java.util.List;

/**
 * Which addresses a Service wants. <b>Immutable.</b>
 *
 * @param fixed the addresses that it names itself, at most one of each family
 * @param families the families that it names, the primary first; empty when it leaves that to the cluster
 * @param policy how many families it wants
 */
public record AddressRequest(List<IpAddress> fixed, List<AddressFamily> families, Policy policy) {
    /** Copies the lists. */
    public AddressRequest {
        fixed = List.copyOf(fixed);
        families = List.copyOf(families);
    }

    /** How many families a Service wants ({@code ipFamilyPolicy}). */
    public enum Policy {
        /** One. */
        SINGLE_STACK,
        /** Two where the cluster has two. */
        PREFER_DUAL_STACK,
        /** Two. */
        REQUIRE_DUAL_STACK
    }
}
