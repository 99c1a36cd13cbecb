// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.loadbalance;

import dev.cairn.dns.config.AddressRange;
import dev.cairn.dns.config.AddressSet;
import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Durations;
import dev.cairn.dns.config.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The directive {@code loadbalance [round_robin | weighted FILE]} with its options.
 *
 * <p><b>Immutable.</b>
 *
 * @param weightFile what the policy {@code weighted} reads; empty for {@code round_robin}
 * @param reload from one look at that file to the next, 30 s unless given; zero for one look only
 * @param preferred what goes to the front, the first most of all
 */
public record LoadbalanceConfig(Optional<Path> weightFile, Duration reload, List<AddressSet> preferred) {
    private static final List<String> POLICIES = List.of("round_robin", "weighted");
    private static final List<String> OPTIONS = List.of("reload", "prefer");
    private static final Duration DEFAULT_RELOAD = Duration.ofSeconds(30);

    /** Copies the list. */
    public LoadbalanceConfig {
        preferred = List.copyOf(preferred);
    }

    /**
     * Reads the directive; what is wrong is added to the problems.
     *
     * @param paths the file that a word names
     */
    public static LoadbalanceConfig parse(Directive directive, Function<String, Path> paths, Problems problems) {
        Optional<Path> weights = weights(directive, paths, problems);
        Duration reload = DEFAULT_RELOAD;
        List<AddressSet> preferred = new ArrayList<>();
        for (Directive option : directive.options()) {
            option.rejectOptions(problems);
            switch (option.name()) {
                case "reload" -> reload = reload(option, weights.isPresent(), problems);
                case "prefer" -> addPreferred(option, preferred, problems);
                default -> problems.addUnknown(option.position(), "option of loadbalance", option.name(), OPTIONS);
            }
        }
        return new LoadbalanceConfig(weights, reload, preferred);
    }

    private static Optional<Path> weights(Directive directive, Function<String, Path> paths, Problems problems) {
        List<String> words = directive.arguments();
        String policy = words.isEmpty() ? "round_robin" : words.get(0);
        switch (policy) {
            case "round_robin" -> directive.hasArguments(0, 1, problems);
            case "weighted" -> {
                if (words.size() == 2) {
                    return Optional.of(paths.apply(words.get(1)));
                }
                problems.add(directive.position(), "loadbalance: weighted needs one file of weights");
            }
            default -> problems.addUnknown(directive.position(), "policy of loadbalance", policy, POLICIES);
        }
        return Optional.empty();
    }

    private static Duration reload(Directive option, boolean weighted, Problems problems) {
        if (!weighted) {
            problems.add(option.position(), "loadbalance: reload is for the policy weighted, which has a file");
        }
        return option.hasArguments(1, 1, problems)
                ? Durations.parse(option.arguments().get(0), option.position(), problems)
                        .orElse(DEFAULT_RELOAD)
                : DEFAULT_RELOAD;
    }

    private static void addPreferred(Directive option, List<AddressSet> preferred, Problems problems) {
        option.hasArguments(1, Integer.MAX_VALUE, problems);
        for (String word : option.arguments()) {
            AddressRange.parse(word, option.position(), problems)
                    .ifPresent(range -> preferred.add(AddressSet.of(List.of(range))));
        }
    }
}
