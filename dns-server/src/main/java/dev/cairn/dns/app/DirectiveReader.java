// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.dns.config.Directive;

/** Reads one directive of a server block into its draft. */
interface DirectiveReader {
    void read(Directive directive, BlockDraft draft);
}
