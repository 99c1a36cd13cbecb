// SPDX-License-Identifier: Apache-2.0
/** What the Kubernetes project's own end-to-end tests of DNS expect, asked by the resolvers that applications use. */
@NullMarked
package dev.cairn.e2e.resolvers;

import org.jspecify.annotations.NullMarked;
