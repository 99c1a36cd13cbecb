// SPDX-License-Identifier: Apache-2.0
/** The model of services and their endpoints, and the contract of watching it. */
@NullMarked
package dev.cairn.discovery;

import org.jspecify.annotations.NullMarked;
