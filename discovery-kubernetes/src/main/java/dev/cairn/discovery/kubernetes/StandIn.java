// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

/** What the model holds in place of a resource that may not be read. <b>Confined to</b> the loop. */
interface StandIn {
    /** The resource may not be read. */
    void begin();

    /** The resource has been read; the model holds it, if it exists. */
    void end(boolean exists);
}
