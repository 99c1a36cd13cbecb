// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

import dev.cairn.lb.internal.hash.Hash64;
import java.util.Collection;

/**
 * What a call wants of its endpoint: not to go to some of them, and to go where others with the same key go.
 *
 * <p>A key counts with the policies that hash ({@link Policies#maglev()} and its like); others ignore it.
 *
 * <p><b>Immutable.</b>
 */
public final class PickContext {
    private static final Candidate[] NOBODY = {};

    /** No wishes. */
    public static final PickContext NONE = new PickContext(NOBODY, false, 0);

    private final Candidate[] excluded;
    private final boolean keyed;
    private final long keyHash;

    private PickContext(Candidate[] excluded, boolean keyed, long keyHash) {
        this.excluded = excluded;
        this.keyed = keyed;
        this.keyHash = keyHash;
    }

    /** The endpoint of a key, such as a session or a customer. */
    public static PickContext ofKey(String key) {
        return ofHash(Hash64.of(key));
    }

    /** As {@link #ofKey(String)}, by bytes; those of a text in UTF-8 make the same key as the text. */
    public static PickContext ofKey(byte[] key) {
        return ofHash(Hash64.of(key));
    }

    /** As {@link #ofKey(String)}, by a number. */
    public static PickContext ofKey(long key) {
        return ofHash(Hash64.next(key));
    }

    private static PickContext ofHash(long keyHash) {
        return new PickContext(NOBODY, true, keyHash);
    }

    /** Any endpoint but these, as long as there is another one. */
    public static PickContext excluding(Collection<? extends Candidate> excluded) {
        return NONE.without(excluded);
    }

    /** The same key, and any endpoint but these, instead of those that were excluded before. */
    public PickContext without(Collection<? extends Candidate> others) {
        if (others.isEmpty() && excluded.length == 0) {
            return this;
        }
        return new PickContext(others.toArray(NOBODY), keyed, keyHash);
    }

    /** The same exclusions, with the key of another one. */
    public PickContext keyedAs(PickContext other) {
        return new PickContext(excluded, other.keyed, other.keyHash);
    }

    /** Whether anything is excluded. */
    public boolean hasExclusions() {
        return excluded.length > 0;
    }

    /** Whether the endpoint shall be avoided. */
    public boolean excludes(Candidate candidate) {
        for (Candidate one : excluded) {
            if (one == candidate) {
                return true;
            }
        }
        return false;
    }

    /** Whether the call has a key. */
    public boolean hasKey() {
        return keyed;
    }

    /** 64 well mixed bits that are the same for the same key, in every process; 0 without a key. */
    public long keyHash() {
        return keyHash;
    }
}
