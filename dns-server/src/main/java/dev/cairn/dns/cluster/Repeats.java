// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import java.util.Arrays;

/**
 * The addresses or targets that an answer has already, for Services whose groups may repeat each other.
 *
 * <p>A hash table of positions with twice the slots that the largest message has records. A slot counts only if it bears the number of
 * the answer, so beginning another one costs nothing.
 *
 * <p><b>Confined to</b> one thread; reused.
 */
final class Repeats {
    private static final int SLOTS = 8192;
    private static final int ADDRESS = -1;

    private final int[] answers = new int[SLOTS];
    private final int[] positions = new int[SLOTS];
    private final int[] kinds = new int[SLOTS]; // a port number, or ADDRESS
    private int answer;
    private int size;

    void begin() {
        size = 0;
        if (++answer == 0) { // after four thousand million answers numbers would come again
            Arrays.fill(answers, 0);
            answer = 1;
        }
    }

    /** Whether no address equal to the one at this position has been added; adds it. */
    boolean addAddress(Endpoints endpoints, int position) {
        int run = endpoints.runOf(position);
        int hash = endpoints.block(run).addressHash(endpoints.indexOf(position, run));
        return add(endpoints, position, ADDRESS, hash);
    }

    /** Whether no label equal to the one at this position has been added with this port; adds it. */
    boolean addTarget(Endpoints endpoints, int position, int port) {
        int run = endpoints.runOf(position);
        int hash = endpoints.block(run).labelHash(endpoints.indexOf(position, run));
        return add(endpoints, position, port, hash + port);
    }

    private boolean add(Endpoints endpoints, int position, int kind, int hash) {
        int slot = (hash * 0x9e3779b1 >>> 16) & SLOTS - 1;
        while (answers[slot] == answer) {
            if (kinds[slot] == kind && isSame(endpoints, position, positions[slot], kind == ADDRESS)) {
                return false;
            }
            slot = (slot + 1) & SLOTS - 1;
        }
        if (size == SLOTS / 2) {
            return false; // no message has room for that many records
        }
        size++;
        answers[slot] = answer;
        positions[slot] = position;
        kinds[slot] = kind;
        return true;
    }

    private static boolean isSame(Endpoints endpoints, int position, int other, boolean address) {
        int run = endpoints.runOf(position);
        int otherRun = endpoints.runOf(other);
        EndpointBlock block = endpoints.block(run);
        EndpointBlock otherBlock = endpoints.block(otherRun);
        int index = endpoints.indexOf(position, run);
        int otherIndex = endpoints.indexOf(other, otherRun);
        return address
                ? block.sameAddress(index, otherBlock, otherIndex)
                : block.sameLabel(index, otherBlock, otherIndex);
    }
}
