// SPDX-License-Identifier: Apache-2.0
/** The container image, run as a pod of the stock Deployment would run it. */
@NullMarked
package dev.cairn.e2e.image;

import org.jspecify.annotations.NullMarked;
