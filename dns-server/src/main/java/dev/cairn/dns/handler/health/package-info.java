// SPDX-License-Identifier: Apache-2.0
/** The directive {@code health}: says over HTTP whether the server works. May import {@code config}. */
@NullMarked
package dev.cairn.dns.handler.health;

import org.jspecify.annotations.NullMarked;
