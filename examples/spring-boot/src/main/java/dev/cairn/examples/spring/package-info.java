// SPDX-License-Identifier: Apache-2.0
/** A Spring Boot application that runs by itself and is run by a test. */
@NullMarked
package dev.cairn.examples.spring;

import org.jspecify.annotations.NullMarked;
