// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.template;

import dev.cairn.dns.wire.ResourceRecord;
import dev.cairn.dns.wire.Section;
import org.jspecify.annotations.Nullable;

/**
 * One record that a template makes.
 *
 * <p><b>Immutable.</b>
 *
 * @param ready the record, where it is the same for all questions
 */
record TemplateRecord(
        Section section, TemplateText text, @Nullable ResourceRecord ready) {
    /** Reads the text, and the record where it is always the same; an {@link IllegalArgumentException} says what is wrong. */
    static TemplateRecord parse(Section section, String source) {
        TemplateText text = TemplateText.parse(source);
        return new TemplateRecord(section, text, text.isFixed() ? ResourceRecord.parse(source) : null);
    }
}
