// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import java.util.ArrayList;
import java.util.List;

/** The directive {@code cache} with random options. */
final class CacheDraft {
    private static final List<String> OPTIONS = List.of(
            "success 5000",
            "success 9984 30",
            "success 9984 600 20",
            "denial 5000",
            "denial 9984 10",
            "denial 9984 600 20",
            "prefetch 2",
            "prefetch 10 10m 20%",
            "serve_stale",
            "serve_stale 1h immediate",
            "serve_stale 1h verify",
            "servfail 0",
            "servfail 10s",
            "disable success",
            "disable denial",
            "disable success example.org",
            "disable denial " + WorldNames.ZONE,
            "keepttl");

    private CacheDraft() {}

    static void addTo(BlockDraft block, Draw draw) {
        List<String> options = new ArrayList<>();
        for (String option : draw.some(OPTIONS, draw.percent(40) ? 0 : draw.between(1, 5))) {
            String word = option.split(" ", -1)[0];
            if (options.stream().noneMatch(other -> other.startsWith(word))) {
                options.add(option);
            }
        }
        block.add("cache" + draw.of(List.of("", " 30", " 5", " 3600")), draw.shuffled(options));
    }
}
