// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import dev.cairn.e2e.differential.Corefile.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What to ask a Corefile for, while it is drawn. <b>Confined to</b> one thread. */
final class NameList {
    private final Draw draw;
    private final List<Asked> names = new ArrayList<>();

    NameList(Draw draw) {
        this.draw = draw;
    }

    /** Names that are looked up as they are. */
    void ask(String... all) {
        for (String name : all) {
            askFor(name, name);
        }
    }

    /** A name that a line turns into another one. */
    void askFor(String name, String meant) {
        names.add(new Asked(inSomeCase(name), meant));
    }

    List<Asked> names() {
        return names;
    }

    /** All in small letters: CoreDNS compares the target of a CNAME by its letters. */
    List<Asked> inSmallLetters() {
        return names.stream()
                .map(asked -> new Asked(asked.name().toLowerCase(Locale.ROOT), asked.meant()))
                .toList();
    }

    private String inSomeCase(String name) {
        return switch (draw.below(8)) {
            case 0 -> name.toUpperCase(Locale.ROOT);
            case 1 -> draw.mixedCase(name);
            default -> name;
        };
    }
}
