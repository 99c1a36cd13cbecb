// SPDX-License-Identifier: Apache-2.0
/** The Kubernetes DNS specification 1.1.0, a class for each of its sections, and what CoreDNS adds to it. */
@NullMarked
package dev.cairn.dns.conformance.k8s;

import org.jspecify.annotations.NullMarked;
