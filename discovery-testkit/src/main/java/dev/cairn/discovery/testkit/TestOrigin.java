// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.testkit;

import dev.cairn.discovery.DiscoverySource;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;

/**
 * An origin that a contract test writes to, and the source that reads it.
 *
 * <p>The test speaks in terms of the model; an implementation turns them into what its source reads, such as a file in a folder or an
 * event of a scripted API server, for which {@link KubernetesJson} has the text. A method may return before the source has seen the
 * change. Changes of one kind of object reach the source in the order of the calls.
 *
 * <p><b>Confined to</b> one test, but {@link #put} may be called from any of its threads.
 */
public interface TestOrigin extends AutoCloseable {
    /** The source under test: the same object on every call. */
    DiscoverySource source();

    /** Adds or replaces a namespace. */
    void put(Namespace namespace);

    /** Deletes a namespace. */
    void removeNamespace(String name);

    /** Adds or replaces a Service; its groups stay. */
    void put(Service service);

    /** Deletes a Service; its groups stay. */
    void remove(ServiceName name);

    /** Adds or replaces a group (an EndpointSlice) of a Service, which may not exist yet. Group names are unique in a namespace. */
    void putGroup(ServiceName name, EndpointGroup group);

    /** Deletes a group of a Service. */
    void removeGroup(ServiceName name, String groupName);

    /** Closes the source and whatever it reads. */
    @Override
    void close();
}
