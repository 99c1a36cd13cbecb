// SPDX-License-Identifier: Apache-2.0
/**
 * Services in OkHttp. Entry type: {@link dev.cairn.okhttp.BalancingInterceptor}; {@link dev.cairn.okhttp.ServiceDns} for fresh
 * addresses only. Imports the public types of the balancer and of OkHttp.
 */
@NullMarked
package dev.cairn.okhttp;

import org.jspecify.annotations.NullMarked;
