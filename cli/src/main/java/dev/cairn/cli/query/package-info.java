// SPDX-License-Identifier: Apache-2.0
/**
 * The command {@code cairn query}: asks a DNS server one question, prints the answer, and explains why there is none. Entry type:
 * {@link dev.cairn.cli.query.QueryCommand}.
 */
@NullMarked
package dev.cairn.cli.query;

import org.jspecify.annotations.NullMarked;
