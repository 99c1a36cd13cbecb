// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

/** What names below {@code pod} mean: {@code a-b-c-d.<ns>.pod.<zone>}. */
public enum PodMode {
    /** They do not exist. */
    DISABLED,
    /** In a namespace that exists, each stands for the address it spells, whether a pod has it or not. */
    INSECURE,
    /** In a namespace that exists, each stands for the address it spells if a pod of the namespace has it. Needs a model of pods. */
    VERIFIED
}
