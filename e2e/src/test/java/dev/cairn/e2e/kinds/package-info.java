// SPDX-License-Identifier: Apache-2.0
/** Every kind of Service, as DNS answers it and as the client library sees it. */
@NullMarked
package dev.cairn.e2e.kinds;

import org.jspecify.annotations.NullMarked;
