// SPDX-License-Identifier: Apache-2.0
/** The example does what its first sentence says. */
@NullMarked
package dev.cairn.examples.spring;

import org.jspecify.annotations.NullMarked;
