// SPDX-License-Identifier: Apache-2.0
/**
 * Answers made of the question by templates.
 *
 * <p>Entry types: {@link dev.cairn.dns.handler.template.TemplateConfig}, {@link dev.cairn.dns.handler.template.TemplateHandler}. May import
 * {@code chain}, {@code wire} and {@code config}.
 */
@NullMarked
package dev.cairn.dns.handler.template;

import org.jspecify.annotations.NullMarked;
