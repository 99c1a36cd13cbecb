// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import java.util.HashMap;
import java.util.Map;

/**
 * Gives equal values that occur again and again (zones, node names, port lists) one object. Holds a bounded number; when full it
 * begins anew, which costs sharing and nothing else. <b>Confined to</b> the thread that reads.
 */
public final class Interner {
    private static final int MAX_VALUES = 16_384;

    private final Map<Object, Object> values = new HashMap<>();

    /** The first object seen that equals this one. */
    @SuppressWarnings("unchecked") // what equals a value of an immutable type is of that type
    public <T> T intern(T value) {
        Object first = values.putIfAbsent(value, value);
        if (first != null) {
            return (T) first;
        }
        if (values.size() > MAX_VALUES) {
            values.clear();
        }
        return value;
    }
}
