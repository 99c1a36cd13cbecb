// SPDX-License-Identifier: Apache-2.0
/** Tests of the JDK's name resolution with services in it. */
@NullMarked
package dev.cairn.resolver;

import org.jspecify.annotations.NullMarked;
