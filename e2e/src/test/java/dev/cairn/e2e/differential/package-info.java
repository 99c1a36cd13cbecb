// SPDX-License-Identifier: Apache-2.0
/** Random worlds on a real API server, and every question about them asked of Cairn and of CoreDNS. */
@NullMarked
package dev.cairn.e2e.differential;

import org.jspecify.annotations.NullMarked;
