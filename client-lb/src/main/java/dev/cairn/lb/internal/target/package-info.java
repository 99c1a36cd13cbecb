// SPDX-License-Identifier: Apache-2.0
/**
 * The grammar of target texts such as {@code k8s:///orders.shop:http}. Entry type: {@link
 * dev.cairn.lb.internal.target.TargetParser}. Imports nothing else of this module.
 */
@NullMarked
package dev.cairn.lb.internal.target;

import org.jspecify.annotations.NullMarked;
