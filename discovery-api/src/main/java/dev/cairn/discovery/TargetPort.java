// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.util.Objects;

/**
 * Where a Service port leads on a pod: a number, or the name of a container port that each pod resolves for itself.
 *
 * <p><b>Immutable.</b>
 *
 * @param number 1 to 65535, or 0 when the port is named
 * @param name the container port's name, empty when the port is a number
 */
public record TargetPort(int number, String name) {
    /** Refuses anything that is not exactly one of number and name. */
    public TargetPort {
        Objects.requireNonNull(name, "name");
        if (number < 0 || number > 65_535 || (number == 0) == name.isEmpty()) {
            throw new IllegalArgumentException(
                    "a target port is a number 1..65535 or a name, was " + number + " \"" + name + "\"");
        }
    }

    /** A target port by number, 1 to 65535. */
    public static TargetPort of(int number) {
        return new TargetPort(number, "");
    }

    /** A target port by container port name. */
    public static TargetPort of(String name) {
        return new TargetPort(0, name);
    }

    /** Whether each pod resolves the port by its name. */
    public boolean isNamed() {
        return !name.isEmpty();
    }

    @Override
    public String toString() {
        return isNamed() ? name : Integer.toString(number);
    }
}
