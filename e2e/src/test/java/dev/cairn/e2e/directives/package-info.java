// SPDX-License-Identifier: Apache-2.0
/** How much of CoreDNS's configuration language the DNS server offers. */
@NullMarked
package dev.cairn.e2e.directives;

import org.jspecify.annotations.NullMarked;
