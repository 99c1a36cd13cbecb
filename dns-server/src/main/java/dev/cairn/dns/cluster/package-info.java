// SPDX-License-Identifier: Apache-2.0
/** The discovery model compiled for answering. May import {@code wire} and the discovery API. */
@NullMarked
package dev.cairn.dns.cluster;

import org.jspecify.annotations.NullMarked;
