// SPDX-License-Identifier: Apache-2.0
/** Makes and checks the image; nothing of it is in there. The entry type is {@link dev.cairn.image.Training}. */
@NullMarked
package dev.cairn.image;

import org.jspecify.annotations.NullMarked;
