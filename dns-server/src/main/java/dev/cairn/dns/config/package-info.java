// SPDX-License-Identifier: Apache-2.0
/** The Corefile as validated records. Imports the JDK only. */
@NullMarked
package dev.cairn.dns.config;

import org.jspecify.annotations.NullMarked;
