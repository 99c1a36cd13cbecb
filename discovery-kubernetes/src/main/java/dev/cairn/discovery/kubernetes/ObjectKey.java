// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.kubernetes.read.Metadata;

/** Which object of one kind; the namespace is empty for objects of the whole cluster. */
record ObjectKey(String namespace, String name) {
    static ObjectKey of(Metadata metadata) {
        return new ObjectKey(metadata.namespace(), metadata.name());
    }

    ServiceName toServiceName() {
        return ServiceName.of(namespace, name);
    }
}
