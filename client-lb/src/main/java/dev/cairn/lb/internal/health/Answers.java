// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.health;

/**
 * Answers to calls that were timed.
 *
 * <p><b>Immutable.</b>
 *
 * @param count how many
 * @param nanos what they took together
 */
public record Answers(long count, long nanos) {
    /** None. */
    public static final Answers NONE = new Answers(0, 0);

    /** Both together. */
    public Answers plus(Answers other) {
        return new Answers(count + other.count, nanos + other.nanos);
    }
}
