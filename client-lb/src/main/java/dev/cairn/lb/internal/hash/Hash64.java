// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A hash of 64 bits, the same in every process and version, so that clients agree without talking to each other. Spreads well; not meant
 * to withstand keys that are made to collide.
 */
public final class Hash64 {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long GOLDEN_RATIO = 0x9e37_79b9_7f4a_7c15L;

    private Hash64() {}

    /** The hash of a text, by its UTF-8 bytes. */
    public static long of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The hash of bytes: eight at a time, each word mixed into the hash of those before it. */
    public static long of(byte[] bytes) {
        long hash = bytes.length * GOLDEN_RATIO;
        int at = 0;
        for (; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
            hash = mix(hash ^ (long) WORD.get(bytes, at));
        }
        long rest = 0;
        for (; at < bytes.length; at++) {
            rest = rest << 8 | bytes[at] & 0xff;
        }
        return mix(hash ^ rest);
    }

    /** Another hash for the same thing, of no visible relation to this one. */
    public static long next(long hash) {
        return mix(hash + GOLDEN_RATIO);
    }

    /** A number between 0 and 1, neither included, of the upper 53 bits. */
    public static double unit(long hash) {
        return ((hash >>> 11) + 0.5) * 0x1p-53;
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators, 2014): one to one. */
    public static long mix(long bits) {
        long mixed = (bits ^ bits >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d0_49bb_1331_11ebL;
        return mixed ^ mixed >>> 31;
    }
}
