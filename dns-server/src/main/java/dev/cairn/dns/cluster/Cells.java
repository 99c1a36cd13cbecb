// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.discovery.ClusterWatcher;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.ServiceName;
import org.jspecify.annotations.Nullable;

/**
 * A cell for each Service and each namespace that was ever heard of. Cells stay, and say whether what they stand for is there.
 *
 * <p><b>Thread-safe</b> for readers; {@link #service} and {@link #namespace} are <b>confined to</b> the one writer.
 */
final class Cells {
    final LabelTable<ServiceCell> services = new LabelTable<>();
    final LabelTable<NamespaceCell> namespaces = new LabelTable<>();

    /** Whether a question can name it. */
    static boolean isAskable(ServiceName name) {
        return Labels.isLabel(name.name()) && Labels.isLabel(name.namespace());
    }

    /** The cell of a Service, if there is one. */
    @Nullable
    ServiceCell find(ServiceName name) {
        return isAskable(name) ? find(ServiceCell.key(name)) : null;
    }

    private @Nullable ServiceCell find(byte[] key) {
        return services.find(key, 0, key.length);
    }

    /** The cell of a Service, perhaps a new one. */
    ServiceCell service(ServiceName name) {
        ServiceCell cell = find(ServiceCell.key(name));
        if (cell == null) {
            cell = new ServiceCell(name, namespace(name.namespace()));
            services.add(cell);
        }
        return cell;
    }

    /** The cell of a namespace, perhaps a new one. */
    NamespaceCell namespace(String name) {
        byte[] label = Labels.of(name);
        NamespaceCell cell = namespaces.find(label, 0, label.length);
        if (cell == null) {
            cell = new NamespaceCell(label);
            namespaces.add(cell);
        }
        return cell;
    }

    /** Shows all that is there to a watcher, each Service as it is at that moment. */
    void show(ClusterWatcher watcher) {
        namespaces.forEach(cell -> {
            if (cell.isVisible()) {
                watcher.onNamespace(Namespace.of(cell.name()));
            }
        });
        services.forEach(cell -> {
            CompiledService service = cell.current();
            if (service != null) {
                watcher.onService(service.snapshot());
            }
        });
    }
}
