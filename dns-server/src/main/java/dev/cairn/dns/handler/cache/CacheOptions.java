// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Durations;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.Zones;
import dev.cairn.dns.wire.DomainName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** The options of {@code cache} while they are read, with their defaults. Confined to one thread. */
final class CacheOptions {
    private static final List<String> OFFERED = List.of(
            "success",
            "denial",
            "prefetch",
            "serve_stale",
            "serve_stale_policy",
            "servfail",
            "disable",
            "keepttl",
            "nxdomain_cut");
    private static final int DEFAULT_CAPACITY = 9984;
    private static final int LEAST_CAPACITY = 1024;
    private static final int MAX_TTL_SECONDS = 3600;
    private static final int MAX_DENIAL_TTL_SECONDS = 1800;
    private static final int MIN_TTL_SECONDS = 5;
    private static final int MILLIS_PER_SECOND = 1000;
    private static final Duration MAX_FAILURE = Duration.ofMinutes(5); // RFC 2308 §7.1
    private static final Duration DEFAULT_STALE = Duration.ofHours(1);

    private final Problems problems;
    private final KeptDraft success = new KeptDraft(MAX_TTL_SECONDS);
    private final KeptDraft denial = new KeptDraft(MAX_DENIAL_TTL_SECONDS);
    private CacheConfig.Prefetch prefetch = new CacheConfig.Prefetch(0, Duration.ofMinutes(1), 10);
    private StaleDraft stale = new StaleDraft();
    private boolean positivePreferred;
    private Duration servfail = Duration.ofSeconds(MIN_TTL_SECONDS);
    private boolean keepTtl;
    private CacheConfig.Cut nxdomainCut = CacheConfig.Cut.SIGNED;

    CacheOptions(Problems problems) {
        this.problems = problems;
    }

    /** Reads the first argument if it is a number; returns the directive with the others, which are zones. */
    Directive readTtl(Directive directive) {
        List<String> words = directive.arguments();
        if (words.isEmpty() || !words.get(0).matches("-?\\d+")) {
            return directive;
        }
        number(directive, 0, "TTL", 1).ifPresent(seconds -> {
            success.maxTtlSeconds = seconds;
            denial.maxTtlSeconds = seconds;
        });
        return new Directive(
                directive.name(), words.subList(1, words.size()), directive.options(), directive.position());
    }

    void read(Directive option) {
        if (!OFFERED.contains(option.name())) {
            problems.addUnknown(option.position(), "option of cache", option.name(), OFFERED);
            return;
        }
        option.rejectOptions(problems);
        switch (option.name()) {
            case "success" -> readKept(option, success);
            case "denial" -> readKept(option, denial);
            case "prefetch" -> readPrefetch(option);
            case "serve_stale" -> readStale(option);
            case "serve_stale_policy" -> readPolicy(option);
            case "servfail" -> readServfail(option);
            case "disable" -> readDisable(option);
            case "keepttl" -> keepTtl = option.hasArguments(0, 0, problems);
            case "nxdomain_cut" -> readCut(option);
            default -> throw new AssertionError(option.name());
        }
    }

    private void readKept(Directive option, KeptDraft kept) {
        if (!option.hasArguments(1, 3, problems)) {
            return;
        }
        number(option, 0, "CAPACITY", 0).ifPresent(value -> kept.capacity = Math.max(LEAST_CAPACITY, value));
        number(option, 1, "TTL", 1).ifPresent(value -> kept.maxTtlSeconds = value);
        number(option, 2, "MINTTL", 0).ifPresent(value -> kept.minTtlSeconds = value);
    }

    private void readPrefetch(Directive option) {
        if (!option.hasArguments(1, 3, problems)) {
            return;
        }
        int amount = number(option, 0, "AMOUNT", 0).orElse(0);
        Duration gap = duration(option, 1, prefetch.gap());
        int percent = option.arguments().size() > 2
                ? percent(option, option.arguments().get(2))
                : prefetch.percent();
        prefetch = new CacheConfig.Prefetch(amount, gap, percent);
    }

    private int percent(Directive option, String word) {
        if (word.matches("[1-8]\\d%|90%")) {
            return Integer.parseInt(word.substring(0, word.length() - 1));
        }
        problems.add(option.position(), "cache: PERCENTAGE of prefetch must be 10% to 90% with its sign, not " + word);
        return prefetch.percent();
    }

    private void readStale(Directive option) {
        if (!option.hasArguments(0, 5, problems)) {
            return;
        }
        StaleDraft read = new StaleDraft();
        read.limit = duration(option, 0, DEFAULT_STALE);
        String mode = option.arguments().size() > 1 ? option.arguments().get(1).toLowerCase(Locale.ROOT) : "immediate";
        switch (mode) {
            case "immediate" -> {
                option.hasArguments(0, 4, problems);
                readStaleTimes(option, 2, read);
            }
            case "verify" -> {
                read.verified = true;
                read.verifyTimeout = duration(option, 2, Duration.ZERO);
                readStaleTimes(option, 3, read);
            }
            default ->
                problems.addUnknown(option.position(), "mode of serve_stale", mode, List.of("immediate", "verify"));
        }
        stale = read;
    }

    private void readStaleTimes(Directive option, int first, StaleDraft read) {
        Duration ttl = duration(option, first, Duration.ZERO);
        if (ttl.toMillis() % MILLIS_PER_SECOND != 0 || ttl.toSeconds() > Integer.MAX_VALUE) {
            problems.add(option.position(), "cache: RESPONSE_TTL of serve_stale must be whole seconds");
        } else {
            read.ttlSeconds = (int) ttl.toSeconds();
        }
        read.recheck = duration(option, first + 1, Duration.ZERO);
        if (read.recheck.compareTo(MAX_FAILURE) > 0) {
            problems.add(option.position(), "cache: FAILURE_RECHECK of serve_stale must be 5m at most");
        }
    }

    private void readPolicy(Directive option) {
        if (!option.hasArguments(1, 1, problems)) {
            return;
        }
        String policy = option.arguments().get(0);
        positivePreferred = policy.equalsIgnoreCase("prefer_positive");
        if (!positivePreferred) {
            problems.addUnknown(option.position(), "serve_stale_policy", policy, List.of("prefer_positive"));
        }
    }

    private void readServfail(Directive option) {
        if (!option.hasArguments(1, 1, problems)) {
            return;
        }
        servfail = duration(option, 0, servfail);
        if (servfail.compareTo(MAX_FAILURE) > 0) {
            problems.add(option.position(), "cache: servfail must be 5m at most (RFC 2308 §7.1)");
        }
    }

    private void readDisable(Directive option) {
        if (!option.hasArguments(1, Integer.MAX_VALUE, problems)) {
            return;
        }
        List<DomainName> zones = new ArrayList<>();
        for (String word : option.arguments().subList(1, option.arguments().size())) {
            Zones.parse(word, option.position(), problems).forEach(zone -> zones.add(DomainName.parse(zone)));
        }
        List<DomainName> disabled = option.arguments().size() == 1 ? List.of(DomainName.ROOT) : zones;
        switch (option.arguments().get(0)) {
            case "success" -> success.disabled = disabled;
            case "denial" -> denial.disabled = disabled;
            default ->
                problems.addUnknown(
                        option.position(),
                        "kind of answers to disable",
                        option.arguments().get(0),
                        List.of("success", "denial"));
        }
    }

    private void readCut(Directive option) {
        if (!option.hasArguments(1, 1, problems)) {
            return;
        }
        switch (option.arguments().get(0)) {
            case "off" -> nxdomainCut = CacheConfig.Cut.OFF;
            case "signed" -> nxdomainCut = CacheConfig.Cut.SIGNED;
            case "all" -> nxdomainCut = CacheConfig.Cut.ALL;
            default ->
                problems.addUnknown(
                        option.position(),
                        "word for nxdomain_cut",
                        option.arguments().get(0),
                        List.of("off", "signed", "all"));
        }
    }

    /** The number that an argument is; empty if there is none, or, with a problem added, if it is too small or no number. */
    private OptionalInt number(Directive option, int index, String what, int least) {
        if (option.arguments().size() <= index) {
            return OptionalInt.empty();
        }
        String word = option.arguments().get(index);
        if (word.matches("\\d{1,9}") && Integer.parseInt(word) >= least) {
            return OptionalInt.of(Integer.parseInt(word));
        }
        problems.add(
                option.position(),
                option.name() + ": " + what + " must be a number from " + least + " on, not \"" + word + "\"");
        return OptionalInt.empty();
    }

    private Duration duration(Directive option, int index, Duration otherwise) {
        return option.arguments().size() <= index
                ? otherwise
                : Durations.parse(option.arguments().get(index), option.position(), problems)
                        .orElse(otherwise);
    }

    /** Adds what is wrong between options that are each right. */
    void checkTogether(Directive directive) {
        if (positivePreferred && stale.limit.isZero()) {
            problems.add(directive.position(), "cache: serve_stale_policy needs serve_stale, which says for how long");
        }
    }

    CacheConfig toConfig(List<DomainName> zones) {
        return new CacheConfig(
                zones,
                success.toKept(),
                denial.toKept(),
                prefetch,
                stale.toStale(positivePreferred),
                servfail,
                keepTtl,
                nxdomainCut);
    }

    /** What is kept of one kind of answers, while it is read. */
    private static final class KeptDraft {
        int capacity = DEFAULT_CAPACITY;
        int maxTtlSeconds;
        int minTtlSeconds = MIN_TTL_SECONDS;
        List<DomainName> disabled = List.of();

        KeptDraft(int maxTtlSeconds) {
            this.maxTtlSeconds = maxTtlSeconds;
        }

        CacheConfig.Kept toKept() {
            return new CacheConfig.Kept(capacity, maxTtlSeconds, minTtlSeconds, disabled);
        }
    }

    /** {@code serve_stale} while it is read. */
    private static final class StaleDraft {
        Duration limit = Duration.ZERO;
        boolean verified;
        Duration verifyTimeout = Duration.ZERO;
        int ttlSeconds;
        Duration recheck = Duration.ZERO;

        CacheConfig.Stale toStale(boolean positivePreferred) {
            return new CacheConfig.Stale(limit, verified, verifyTimeout, ttlSeconds, recheck, positivePreferred);
        }
    }
}
