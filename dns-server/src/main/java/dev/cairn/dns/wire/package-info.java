// SPDX-License-Identifier: Apache-2.0
/** DNS messages as bytes: names, header, question, EDNS and records. Imports nothing else of Cairn. */
@NullMarked
package dev.cairn.dns.wire;

import org.jspecify.annotations.NullMarked;
