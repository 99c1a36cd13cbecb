// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.discovery.ServiceName;
import dev.cairn.dns.wire.FoldedName;
import org.jspecify.annotations.Nullable;

/** One Service by name, and the newest object compiled of it: a change of the Service is one write here. */
final class ServiceCell implements LabelTable.Cell {
    private static final byte[] SVC = Labels.of("svc");

    /** The labels {@code <svc>.<ns>.svc}: what stands between an endpoint's label and the zone. */
    final byte[] labels;

    final NamespaceCell namespace;
    private final int keyBytes;
    private final int hash;
    private boolean isRestored; // told to readers by the next version
    private volatile @Nullable CompiledService current;

    ServiceCell(ServiceName name, NamespaceCell namespace) {
        byte[] key = key(name);
        this.labels = Labels.join(key, SVC);
        this.namespace = namespace;
        this.keyBytes = key.length;
        this.hash = FoldedName.hash(key, 0, key.length);
        namespace.countUsers(1);
    }

    /** The labels {@code <svc>.<ns>} by which the Service is found. */
    static byte[] key(ServiceName name) {
        return Labels.join(Labels.of(name.name()), Labels.of(name.namespace()));
    }

    /** The newest version; null when there is no such Service. */
    @Nullable
    CompiledService current() {
        return current;
    }

    /** Makes a version, or none, the one that readers see. */
    void publish(@Nullable CompiledService version) {
        current = version;
    }

    /** Notes that a restored state holds the Service, whole as of then. */
    void setRestored() {
        isRestored = true;
    }

    /** Whether a restored state held the Service, so that before the first sync it is known as a whole. */
    boolean isRestored() {
        return isRestored;
    }

    @Override
    public int hash() {
        return hash;
    }

    @Override
    public boolean isNamed(byte[] name, int offset, int length) {
        return length == keyBytes && Labels.match(labels, 0, name, offset, length);
    }

    @Override
    public boolean isInUse() {
        return current != null;
    }

    @Override
    public void leave() {
        namespace.countUsers(-1);
    }
}
