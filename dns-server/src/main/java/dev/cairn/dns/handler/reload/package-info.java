// SPDX-License-Identifier: Apache-2.0
/** How often the Corefile is looked at. Entry type: {@link dev.cairn.dns.handler.reload.ReloadConfig}. May import {@code config}. */
@NullMarked
package dev.cairn.dns.handler.reload;

import org.jspecify.annotations.NullMarked;
