// SPDX-License-Identifier: Apache-2.0
/** The contract of a discovery source as an abstract test, with fakes and builders. */
@NullMarked
package dev.cairn.discovery.testkit;

import org.jspecify.annotations.NullMarked;
