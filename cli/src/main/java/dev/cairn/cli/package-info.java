// SPDX-License-Identifier: Apache-2.0
/** The command {@code cairn}: the only code that may see all modules. */
@NullMarked
package dev.cairn.cli;

import org.jspecify.annotations.NullMarked;
