// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

/**
 * Something that is wrong in a configuration file.
 *
 * <p><b>Immutable.</b>
 *
 * @param message what is wrong and what to do
 */
public record Problem(Position position, String message) {

    /** {@code file:line: message}. */
    @Override
    public String toString() {
        return position + ": " + message;
    }
}
