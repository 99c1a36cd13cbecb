// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

/** A list or a watch under way. It ends by itself and tells its listener, or by {@link #cancel()} and tells nothing. */
interface Run {
    void start();

    void cancel();
}
