// SPDX-License-Identifier: Apache-2.0
/**
 * Services in the JDK's own name resolution. Entry type: {@link dev.cairn.resolver.CairnResolver}. Imports the public types of the
 * balancer.
 */
@NullMarked
package dev.cairn.resolver;

import org.jspecify.annotations.NullMarked;
