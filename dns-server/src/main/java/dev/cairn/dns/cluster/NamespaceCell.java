// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.dns.wire.FoldedName;
import java.nio.charset.StandardCharsets;

/** One namespace: whether names in it exist. All its Services and pods point here, so that one write shows or hides them all. */
final class NamespaceCell implements LabelTable.Cell {
    private final byte[] label;
    private final int hash;
    private volatile boolean visible;
    private int users; // the writer's

    NamespaceCell(byte[] label) {
        this.label = label;
        this.hash = FoldedName.hash(label, 0, label.length);
    }

    /** Whether the namespace exists and is exposed. */
    boolean isVisible() {
        return visible;
    }

    void setVisible(boolean value) {
        visible = value;
    }

    /** Its name in lower case. */
    String name() {
        return new String(label, 1, label.length - 1, StandardCharsets.US_ASCII);
    }

    /** Notes that so many Services and pods more, or fewer, point here. */
    void countUsers(int difference) {
        users += difference;
    }

    @Override
    public int hash() {
        return hash;
    }

    @Override
    public boolean isNamed(byte[] name, int offset, int length) {
        return length == label.length && Labels.match(label, 0, name, offset, length);
    }

    @Override
    public boolean isInUse() {
        return visible || users > 0;
    }
}
