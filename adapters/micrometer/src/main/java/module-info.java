// SPDX-License-Identifier: Apache-2.0
import org.jspecify.annotations.NullMarked;

/** The metrics of the client library in Micrometer. */
@NullMarked
module dev.cairn.micrometer {
    requires transitive dev.cairn.lb;
    requires transitive micrometer.core;

    exports dev.cairn.micrometer;
}
