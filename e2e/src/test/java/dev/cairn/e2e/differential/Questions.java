// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws what is asked about a world: each name, for many types, in some letter case, over some transport, with some EDNS. */
final class Questions {
    private static final List<Question.Edns> EDNS = List.of(Question.Edns.values());

    private Questions() {}

    /**
     * The questions about a world.
     *
     * @param typesPercent how many of the types each name is asked for
     */
    static List<Question> about(World world, int typesPercent) {
        Draw draw = new Draw(world.seed());
        List<Question> questions = new ArrayList<>();
        for (String name : WorldNames.of(world)) {
            for (int type : Types.ASKED) {
                if (draw.percent(typesPercent)) {
                    questions.add(new Question(inSomeCase(name, draw), type, draw.percent(10), edns(draw)));
                }
            }
        }
        return questions;
    }

    private static String inSomeCase(String name, Draw draw) {
        return switch (draw.below(4)) {
            case 0 -> name.toUpperCase(Locale.ROOT);
            case 1 -> draw.mixedCase(name);
            default -> name;
        };
    }

    private static Question.Edns edns(Draw draw) {
        return draw.percent(40) ? Question.Edns.NONE : draw.of(EDNS);
    }
}
