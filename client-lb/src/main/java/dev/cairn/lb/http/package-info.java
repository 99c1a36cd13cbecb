// SPDX-License-Identifier: Apache-2.0
/** The balanced {@code java.net.http.HttpClient}. */
@NullMarked
package dev.cairn.lb.http;

import org.jspecify.annotations.NullMarked;
