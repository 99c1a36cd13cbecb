// SPDX-License-Identifier: Apache-2.0
/** A server that is started again while there is no API server, with its last state on disk. */
@NullMarked
package dev.cairn.e2e.restart;

import org.jspecify.annotations.NullMarked;
