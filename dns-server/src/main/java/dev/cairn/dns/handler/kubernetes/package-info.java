// SPDX-License-Identifier: Apache-2.0
/** The directive {@code kubernetes}: answers cluster names from the compiled model. */
@NullMarked
package dev.cairn.dns.handler.kubernetes;

import org.jspecify.annotations.NullMarked;
