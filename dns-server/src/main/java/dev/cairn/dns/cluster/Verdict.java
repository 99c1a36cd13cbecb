// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

/** What became of a question. */
public enum Verdict {
    /** The response is written: records, or the SOA record of a negative answer. */
    ANSWERED,
    /** The response is written, and ends with a CNAME that leads out of the zone: whoever forwards may add what it leads to. */
    LEADS_OUT,
    /** There is nothing at or below the name; nothing is written. */
    NO_SUCH_NAME,
    /** Not enough of the cluster has been read to answer; nothing is written. */
    NOT_SYNCED
}
