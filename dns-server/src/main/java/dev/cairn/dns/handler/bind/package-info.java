// SPDX-License-Identifier: Apache-2.0
/** The directive {@code bind}: on which addresses a server block listens. May import {@code config}. */
@NullMarked
package dev.cairn.dns.handler.bind;

import org.jspecify.annotations.NullMarked;
