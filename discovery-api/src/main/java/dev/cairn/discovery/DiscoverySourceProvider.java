// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.util.Map;
import java.util.Set;

/**
 * Opens sources for the schemes of target URIs such as {@code k8s:///orders.shop:http}; found by {@link java.util.ServiceLoader}.
 * <b>Thread-safe.</b>
 */
public interface DiscoverySourceProvider {
    /** The schemes it serves, in lower case. */
    Set<String> schemes();

    /**
     * Opens a source that the caller closes.
     *
     * @param options what the target's query part says, such as {@code context} or {@code folder}
     * @throws DiscoveryException when nothing can be opened with these options; the message names the option and says what to do
     */
    DiscoverySource open(Map<String, String> options);
}
