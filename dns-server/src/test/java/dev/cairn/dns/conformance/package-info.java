// SPDX-License-Identifier: Apache-2.0
/** What specifications ask for, as questions and answers: bytes in, bytes out, no sockets. */
@NullMarked
package dev.cairn.dns.conformance;

import org.jspecify.annotations.NullMarked;
