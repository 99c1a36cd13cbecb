// SPDX-License-Identifier: Apache-2.0
/** Channels to real servers on loopback, whose endpoints come and go. */
@NullMarked
package dev.cairn.grpc;

import org.jspecify.annotations.NullMarked;
