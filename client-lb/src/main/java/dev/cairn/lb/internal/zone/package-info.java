// SPDX-License-Identifier: Apache-2.0
/**
 * Where the caller is, which endpoints are near it, and how much of the calls they get.
 *
 * <p>Entry types: {@link dev.cairn.lb.internal.zone.OwnLocality} and {@link dev.cairn.lb.internal.zone.Preference}. Imports {@code policy},
 * {@code internal.hash} and nothing else of this module. {@link dev.cairn.lb.internal.zone.NearFirst} is on the hot path.
 */
@NullMarked
package dev.cairn.lb.internal.zone;

import org.jspecify.annotations.NullMarked;
