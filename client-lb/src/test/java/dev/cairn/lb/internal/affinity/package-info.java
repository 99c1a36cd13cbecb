// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.cairn.lb.internal.affinity;

import org.jspecify.annotations.NullMarked;
