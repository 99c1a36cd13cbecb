// SPDX-License-Identifier: Apache-2.0
/** Real Boot applications that call servers on loopback by the name of a Service. */
@NullMarked
package dev.cairn.spring;

import org.jspecify.annotations.NullMarked;
