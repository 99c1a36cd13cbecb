// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.dns.wire.FoldedName;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An open-addressed hash table of cells by the labels that name them, as they stand in a question.
 *
 * <p>Cells are added and never taken out one by one; those out of use are left behind when the table grows. At most half of the slots
 * are taken. The hash is keyed, so that nobody can choose names that collide.
 *
 * <p>Read by any thread, written by one.
 */
final class LabelTable<C extends LabelTable.Cell> {
    private static final int LEAST_SLOTS = 16;

    /** What the table holds. */
    interface Cell {
        /** The hash of its labels in any letter case. */
        int hash();

        /** Whether these labels, in any letter case, are its own. */
        boolean isNamed(byte[] name, int offset, int length);

        /** Whether a table that is made anew must still hold it; asked by the writer. */
        boolean isInUse();

        /** The writer left it behind. */
        default void leave() {}
    }

    private volatile AtomicReferenceArray<@Nullable C> slots = new AtomicReferenceArray<>(LEAST_SLOTS);
    private int taken; // the writer's

    /** The cell of these labels in any letter case; null when there is none. */
    @Nullable
    C find(byte[] name, int offset, int length) {
        int hash = FoldedName.hash(name, offset, length);
        AtomicReferenceArray<@Nullable C> table = slots;
        int mask = table.length() - 1;
        for (int slot = hash & mask; ; slot = (slot + 1) & mask) {
            C cell = table.getAcquire(slot);
            if (cell == null || cell.hash() == hash && cell.isNamed(name, offset, length)) {
                return cell;
            }
        }
    }

    /** Adds a cell that is not there; for the writer. */
    void add(C cell) {
        if ((taken + 1) * 2 > slots.length()) {
            rebuild();
        }
        place(slots, cell);
        taken++;
    }

    /** Shows every cell, those out of use among them; to another thread than the writer those added before, as they are when shown. */
    void forEach(Consumer<C> action) {
        AtomicReferenceArray<@Nullable C> table = slots;
        for (int slot = 0; slot < table.length(); slot++) {
            C cell = table.getAcquire(slot);
            if (cell != null) {
                action.accept(cell);
            }
        }
    }

    private void rebuild() {
        int[] used = {0};
        forEach(cell -> used[0] += cell.isInUse() ? 1 : 0);
        int length = Math.max(LEAST_SLOTS, Integer.highestOneBit(used[0] + 1) * 4);
        AtomicReferenceArray<@Nullable C> next = new AtomicReferenceArray<>(length);
        forEach(cell -> {
            if (cell.isInUse()) {
                place(next, cell);
            } else {
                cell.leave();
            }
        });
        taken = used[0];
        slots = next;
    }

    private static <C extends Cell> void place(AtomicReferenceArray<@Nullable C> table, C cell) {
        int mask = table.length() - 1;
        int slot = cell.hash() & mask;
        while (table.getPlain(slot) != null) {
            slot = (slot + 1) & mask;
        }
        table.setRelease(slot, cell);
    }
}
