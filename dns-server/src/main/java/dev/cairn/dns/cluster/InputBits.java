// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.discovery.Input;
import java.util.EnumSet;

/** Inputs as bits of one number, so that what is known of all of them is read at once. */
final class InputBits {
    static final int SERVICES = of(Input.SERVICES);
    static final int ENDPOINTS = of(Input.ENDPOINTS);
    static final int NAMESPACES = of(Input.NAMESPACES);
    static final int PODS = of(Input.PODS);

    /** Every input. */
    static final int ALL = of(EnumSet.allOf(Input.class));

    /** No input: a restored state fills in for those that are not synced. */
    static final int RESTORED = 1 << 8;

    private InputBits() {}

    static int of(Input input) {
        return switch (input) {
            case SERVICES -> 1;
            case ENDPOINTS -> 2;
            case NAMESPACES -> 4;
            case PODS -> 8;
            case NODES -> 16;
        };
    }

    static int of(Iterable<Input> inputs) {
        int bits = 0;
        for (Input input : inputs) {
            bits |= of(input);
        }
        return bits;
    }

    /** Whether all of the inputs are among the bits. */
    static boolean has(int bits, int inputs) {
        return (bits & inputs) == inputs;
    }

    /** Whether what is there is known as a whole: now, or as of the restored state. */
    static boolean isWhole(int bits, int inputs) {
        return has(bits, inputs) || (bits & RESTORED) != 0;
    }
}
