// SPDX-License-Identifier: Apache-2.0
/**
 * Where endpoints come from: discovery sources, with the mapping of Service ports, and fixed addresses. Entry type: {@link
 * dev.cairn.lb.internal.source.EndpointSource}. Imports the target grammar only.
 */
@NullMarked
package dev.cairn.lb.internal.source;

import org.jspecify.annotations.NullMarked;
