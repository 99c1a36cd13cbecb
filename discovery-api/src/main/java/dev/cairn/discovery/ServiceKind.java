// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

/** How the name of a Service resolves (Kubernetes DNS specification 1.1.0 §2.3 to §2.5). */
public enum ServiceKind {
    /** To the Service's own virtual addresses. */
    CLUSTER_IP,
    /** To the addresses of its ready endpoints. */
    HEADLESS,
    /** To another name, by CNAME. */
    EXTERNAL_NAME
}
