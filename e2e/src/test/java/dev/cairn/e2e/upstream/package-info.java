// SPDX-License-Identifier: Apache-2.0
/** Upstreams that fail in every way, behind our server and behind CoreDNS. */
@NullMarked
package dev.cairn.e2e.upstream;

import org.jspecify.annotations.NullMarked;
