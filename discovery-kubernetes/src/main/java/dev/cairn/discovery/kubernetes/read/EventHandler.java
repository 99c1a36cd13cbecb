// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

/**
 * Receives the events of a watch.
 *
 * @param <T> what an object becomes in the model
 */
public interface EventHandler<T> {
    /** An object is there, or changed. */
    void onObject(ReadObject<T> object);

    /** An object is gone; the resource version is that of its end. */
    void onDeleted(Metadata metadata);

    /** Everything up to this resource version has been sent. */
    void onBookmark(Metadata metadata);

    /** The server ends the watch for this reason. */
    void onError(ApiStatus status);

    /** An event of a type that Kubernetes does not document. */
    void onUnknown(String type);
}
