// SPDX-License-Identifier: Apache-2.0
/** What the starter brings, in the versions of Spring Boot's BOM. */
@NullMarked
package dev.cairn.spring.starter;

import org.jspecify.annotations.NullMarked;
