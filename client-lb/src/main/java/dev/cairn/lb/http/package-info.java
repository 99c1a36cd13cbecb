// SPDX-License-Identifier: Apache-2.0
/**
 * A balanced {@code java.net.http.HttpClient}. Entry type: {@link dev.cairn.lb.http.CairnHttpClient}. Imports the public types of the
 * balancer.
 */
@NullMarked
package dev.cairn.lb.http;

import org.jspecify.annotations.NullMarked;
