// SPDX-License-Identifier: Apache-2.0
/** Tests of the OkHttp adapter, through the real client against servers on loopback. */
@NullMarked
package dev.cairn.okhttp;

import org.jspecify.annotations.NullMarked;
