// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

/** Gets the answer to a question that a handler asked. */
@FunctionalInterface
public interface Answer {
    /**
     * The answer is there. Called exactly once, on any thread; must not block.
     *
     * @param message holds the response from index 0, and other things once this returns
     * @param length octets of the response; 0 when the question was dropped
     */
    void take(byte[] message, int length);
}
