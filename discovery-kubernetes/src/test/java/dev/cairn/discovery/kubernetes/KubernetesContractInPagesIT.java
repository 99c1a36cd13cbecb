// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

/** The contract of a discovery source against a server without streaming lists. */
class KubernetesContractInPagesIT extends KubernetesContractIT {
    @Override
    ScriptedOrigin newOrigin() {
        ScriptedOrigin origin = super.newOrigin();
        origin.api().withoutStreamingLists();
        return origin;
    }
}
