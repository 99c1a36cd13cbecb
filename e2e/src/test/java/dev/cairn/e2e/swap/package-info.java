// SPDX-License-Identifier: Apache-2.0
/** A cluster that runs CoreDNS is moved to Cairn, and back, while applications ask for names without pause. */
@NullMarked
package dev.cairn.e2e.swap;

import org.jspecify.annotations.NullMarked;
