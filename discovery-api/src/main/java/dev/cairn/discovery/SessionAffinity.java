// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

/** Whether calls of one client stay with one endpoint ({@code sessionAffinity}). */
public enum SessionAffinity {
    /** They need not. */
    NONE,
    /** They do, by the client's address, until {@link Service#sessionAffinityTimeout()} passes without one. */
    CLIENT_IP
}
