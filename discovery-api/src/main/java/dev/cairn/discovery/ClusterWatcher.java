// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

/**
 * Receives what a source knows of all Services of a {@link Selection}. Called by one thread at a time. Each method but those for
 * Services does nothing unless overridden.
 */
public interface ClusterWatcher extends OriginWatcher {
    /**
     * A Service is there, or something of it changed. Before {@link Input#ENDPOINTS} is synced, its groups may be incomplete, and
     * their absence means nothing.
     */
    void onService(ServiceSnapshot snapshot);

    /** A Service that was delivered is gone. */
    void onServiceRemoved(ServiceName name);

    /** A namespace is there, or its labels changed. */
    default void onNamespace(Namespace namespace) {}

    /** A namespace that was delivered is gone. */
    default void onNamespaceRemoved(String name) {}

    /** A pod is there, or something of it changed; only when asked for. */
    default void onPod(Pod pod) {}

    /** A pod that was delivered is gone. */
    default void onPodRemoved(String namespace, String name) {}

    /** A node is there, or something of it changed; only when asked for. */
    default void onNode(Node node) {}

    /** A node that was delivered is gone. */
    default void onNodeRemoved(String name) {}

    /**
     * Every object of this kind that the origin held has been delivered. Called once for each input of the selection; a later loss
     * of the origin does not take it back.
     */
    default void onSynced(Input input) {}
}
