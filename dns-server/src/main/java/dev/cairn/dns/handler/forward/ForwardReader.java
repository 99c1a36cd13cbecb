// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.forward;

import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Durations;
import dev.cairn.dns.config.IpLiteral;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.Zones;
import dev.cairn.dns.upstream.ForwardOptions;
import dev.cairn.dns.upstream.Policy;
import dev.cairn.dns.upstream.TlsClient;
import dev.cairn.dns.upstream.Upstream;
import dev.cairn.dns.upstream.UpstreamSource;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Rcode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The options of {@code forward} while they are read; a later one wins. <b>Confined to</b> one thread. */
final class ForwardReader {

    private static final List<String> OFFERED = List.of(
            "except",
            "expire",
            "failfast_all_unhealthy_upstreams",
            "failover",
            "force_tcp",
            "health_check",
            "max_age",
            "max_concurrent",
            "max_connect_attempts",
            "max_fails",
            "max_idle_conns",
            "next",
            "next_on_nodata",
            "policy",
            "prefer_udp",
            "read_timeout",
            "resolver",
            "source_address",
            "tls",
            "tls_servername");
    private static final int MAX_RCODE = Rcode.BADCOOKIE;

    private final Function<String, Path> paths;
    private final Problems problems;
    private final ForwardOptions.Builder options = ForwardOptions.builder();
    private final List<DomainName> except = new ArrayList<>();
    private final List<Upstream> resolvers = new ArrayList<>();
    private final Set<Integer> nextRcodes = new HashSet<>();
    private boolean nextOnNodata;
    private Duration expire = Duration.ofSeconds(10);
    private Duration maxAge = Duration.ZERO;
    private String serverName = "";
    private @Nullable TlsClient tls;

    ForwardReader(Function<String, Path> paths, Problems problems) {
        this.paths = paths;
        this.problems = problems;
    }

    void read(Directive option) {
        switch (option.name()) {
            case "except" -> except(option);
            case "expire" -> duration(option).ifPresent(value -> expire = value);
            case "failfast_all_unhealthy_upstreams" -> options.failsWhenAllDown(flag(option));
            case "failover" -> options.failoverRcodes(rcodes(option, false));
            case "force_tcp" -> options.forceTcp(flag(option));
            case "health_check" -> healthCheck(option);
            case "max_age" -> duration(option).ifPresent(value -> maxAge = value);
            case "max_concurrent" -> maxConcurrent(option);
            case "max_connect_attempts" -> number(option).ifPresent(options::maxTries);
            case "max_fails" -> number(option).ifPresent(options::maxFails);
            case "max_idle_conns" -> number(option).ifPresent(options::maxIdleConnections);
            case "next" -> nextRcodes.addAll(rcodes(option, true));
            case "next_on_nodata" -> nextOnNodata = flag(option);
            case "policy" -> policy(option);
            case "prefer_udp" -> options.preferUdp(flag(option));
            case "read_timeout" -> readTimeout(option);
            case "source_address" -> source(option);
            case "tls" -> tls(option);
            case "tls_servername" -> word(option).ifPresent(value -> serverName = value);
            case "resolver" -> resolver(option);
            case "doh_method" ->
                problems.add(
                        option.position(),
                        "forward: doh_method is not offered, and DNS over HTTPS is not, either: ask the server over TLS,"
                                + " as tls://9.9.9.9");
            default -> problems.addUnknown(option.position(), "option of forward", option.name(), OFFERED);
        }
    }

    private void resolver(Directive option) {
        if (option.hasArguments(1, Integer.MAX_VALUE, problems)) {
            for (String word : option.arguments()) {
                Targets.resolver(word)
                        .ifPresentOrElse(
                                resolvers::add,
                                () -> problems.add(
                                        option.position(),
                                        "resolver takes IP addresses, such as 10.0.0.10 or 10.0.0.10:53, not " + word));
            }
        }
    }

    private void except(Directive option) {
        if (option.hasArguments(1, Integer.MAX_VALUE, problems)) {
            for (String word : option.arguments()) {
                except.addAll(ForwardConfig.names(Zones.parse(word, option.position(), problems)));
            }
        }
    }

    private boolean flag(Directive option) {
        return option.hasArguments(0, 0, problems);
    }

    private Optional<String> word(Directive option) {
        return option.hasArguments(1, 1, problems)
                ? Optional.of(option.arguments().get(0))
                : Optional.empty();
    }

    private Optional<Duration> duration(Directive option) {
        return word(option).flatMap(word -> Durations.parse(word, option.position(), problems));
    }

    private OptionalInt number(Directive option) {
        Optional<String> word = word(option);
        if (word.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!word.get().matches("\\d{1,9}")) {
            problems.add(option.position(), option.name() + " takes a number, 0 to 999999999");
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(word.get()));
    }

    /** Zero is what says nothing about a limit: ours stays. */
    private void maxConcurrent(Directive option) {
        number(option).ifPresent(value -> options.maxConcurrent(value == 0 ? ForwardOptions.MAX_CONCURRENT : value));
    }

    private void readTimeout(Directive option) {
        duration(option).ifPresent(value -> {
            if (value.isZero()) {
                problems.add(option.position(), "read_timeout must be more than zero");
            } else {
                options.readTimeout(value);
            }
        });
    }

    private void policy(Directive option) {
        word(option).ifPresent(word -> {
            switch (word) {
                case "random" -> options.policy(Policy.RANDOM);
                case "round_robin" -> options.policy(Policy.ROUND_ROBIN);
                case "sequential" -> options.policy(Policy.SEQUENTIAL);
                default ->
                    problems.addUnknown(
                            option.position(), "policy", word, List.of("random", "round_robin", "sequential"));
            }
        });
    }

    private void source(Directive option) {
        word(option)
                .ifPresent(word -> IpLiteral.parse(word)
                        .ifPresentOrElse(
                                options::source,
                                () -> problems.add(option.position(), "source_address takes an IP address")));
    }

    private void healthCheck(Directive option) {
        List<String> words = option.arguments();
        if (!option.hasArguments(1, 4, problems)) {
            return;
        }
        DomainName name = DomainName.ROOT;
        boolean isRecursive = true;
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i).equals("no_rec")) {
                isRecursive = false;
            } else if (words.get(i).equals("domain") && i + 1 < words.size()) {
                name = Zones.parse(words.get(++i), option.position(), problems).stream()
                        .findFirst()
                        .map(DomainName::parse)
                        .orElse(DomainName.ROOT);
            } else {
                problems.addUnknown(
                        option.position(), "word of health_check", words.get(i), List.of("no_rec", "domain NAME"));
            }
        }
        DomainName asked = name;
        boolean recursive = isRecursive;
        Durations.parse(words.get(0), option.position(), problems)
                .ifPresent(interval -> options.probe(interval, asked, recursive));
    }

    private Set<Integer> rcodes(Directive option, boolean isNoerrorAllowed) {
        Set<Integer> codes = new HashSet<>();
        if (option.hasArguments(1, Integer.MAX_VALUE, problems)) {
            for (String word : option.arguments()) {
                String name = word.toUpperCase(Locale.ROOT);
                IntStream.rangeClosed(isNoerrorAllowed ? Rcode.NOERROR : Rcode.FORMERR, MAX_RCODE)
                        .filter(code -> Rcode.name(code).equals(name))
                        .findFirst()
                        .ifPresentOrElse(
                                codes::add,
                                () -> problems.add(
                                        option.position(),
                                        option.name() + " takes response codes such as NXDOMAIN or SERVFAIL, not "
                                                + word));
            }
        }
        return codes;
    }

    private void tls(Directive option) {
        if (!option.hasArguments(0, 3, problems)) {
            return;
        }
        List<Path> files = option.arguments().stream().map(paths).toList();
        boolean hasKey = files.size() > 1;
        boolean hasAuthority = files.size() % 2 == 1;
        try {
            tls = TlsClient.of(
                    hasKey ? files.get(0) : null,
                    hasKey ? files.get(1) : null,
                    hasAuthority ? files.get(files.size() - 1) : null);
        } catch (IOException e) {
            problems.add(option.position(), "forward: " + e.getMessage());
        }
    }

    private @Nullable TlsClient tlsOrSystem(Directive directive) {
        if (tls != null) {
            return tls;
        }
        try {
            return TlsClient.ofSystem();
        } catch (IOException e) {
            problems.add(directive.position(), "forward: " + e.getMessage());
            return null;
        }
    }

    ForwardConfig config(List<DomainName> from, List<String> targets, Directive directive) {
        if (!maxAge.isZero() && maxAge.compareTo(expire) < 0) {
            problems.add(directive.position(), "max_age must not be less than expire");
        }
        options.expire(expire).maxAge(maxAge);
        Targets to = new Targets(serverName, resolvers, directive.position(), problems);
        List<UpstreamSource> sources = to.read(targets);
        if (to.needsTls()) {
            TlsClient client = tlsOrSystem(directive);
            if (client != null) {
                options.tls(client);
            }
        }
        return new ForwardConfig(from, except, sources, options.build(), nextRcodes, nextOnNodata);
    }
}
