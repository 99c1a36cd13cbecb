// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.walkthrough;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A numbered section of a README. <b>Immutable.</b>
 *
 * @param title with its number
 * @param blocks its fenced blocks of shell commands, in order
 */
record Step(String title, List<Block> blocks) {
    private static final Pattern HEADING = Pattern.compile("(?m)^## (?=\\d+\\. )");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh ?(\\w*)\\n(.*?)^```$");

    /** Commands that are typed at one place. <b>Immutable.</b> */
    record Block(Place place, String commands) {}

    Step {
        blocks = List.copyOf(blocks);
    }

    /** All steps of this text; what comes before the first is left out. */
    static List<Step> parse(String readme) {
        return HEADING.splitAsStream(readme).skip(1).map(Step::ofSection).toList();
    }

    private static Step ofSection(String section) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(section);
        while (matcher.find()) {
            blocks.add(new Block(Place.of(matcher.group(1)), matcher.group(2)));
        }
        String title = section.lines().findFirst().orElseThrow();
        if (section.lines().filter(line -> line.startsWith("```")).count() != 2L * blocks.size()) {
            throw new IllegalArgumentException(
                    title + ": each block must be fenced by ```sh, ```sh pod or ```sh outside");
        }
        return new Step(title, blocks);
    }
}
