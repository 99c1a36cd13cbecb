// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

/** The key of something that changed; what it is now is read when it is delivered. */
sealed interface Change {
    /** A Service or its groups. */
    record OfService(ServiceName name) implements Change {}

    /** A namespace. */
    record OfNamespace(String name) implements Change {}

    /** A pod. */
    record OfPod(String namespace, String name) implements Change {}

    /** A node. */
    record OfNode(String name) implements Change {}

    /** An input that became synced. */
    record OfSync(Input input) implements Change {}

    /** Staleness or failure of the origin. */
    enum OfOrigin implements Change {
        INSTANCE
    }
}
