// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.ServiceName;
import java.util.Objects;

/**
 * An EndpointSlice that belongs to a Service.
 *
 * <p><b>Immutable.</b>
 *
 * @param service the Service that its label names
 * @param group what it says
 */
public record Slice(ServiceName service, EndpointGroup group) {
    /** Refuses null parts. */
    public Slice {
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(group, "group");
    }
}
