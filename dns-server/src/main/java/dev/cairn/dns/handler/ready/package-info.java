// SPDX-License-Identifier: Apache-2.0
/** The directive {@code ready}: says over HTTP whether the server can answer. May import {@code config}. */
@NullMarked
package dev.cairn.dns.handler.ready;

import org.jspecify.annotations.NullMarked;
