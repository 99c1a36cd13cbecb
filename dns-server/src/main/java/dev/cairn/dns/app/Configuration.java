// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.config.Corefile;
import dev.cairn.dns.config.DirectiveNames;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.ServerBlock;
import dev.cairn.dns.handler.health.HealthConfig;
import dev.cairn.dns.handler.kubernetes.KubernetesConfig;
import dev.cairn.dns.handler.ready.ReadyConfig;
import dev.cairn.dns.handler.reload.ReloadConfig;
import dev.cairn.dns.metrics.ServerMetrics;
import dev.cairn.dns.upstream.UpstreamLoops;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A whole Corefile, read and checked: the blocks, what each listener serves, and what tells it from others.
 *
 * <p><b>Immutable.</b>
 */
record Configuration(List<Block> blocks, List<ListenerPlan> listeners, String fingerprint) {

    /**
     * Where the text comes from.
     *
     * @param file read if there is no text; stands for it in messages if there is
     */
    record Source(Path file, Optional<String> text) {
        List<ServerBlock> read(Map<String, String> environment, int defaultPort, Problems problems) {
            return text.map(content -> Corefile.read(content, file.toString(), environment, defaultPort, problems))
                    .orElseGet(() -> Corefile.read(file, environment, defaultPort, problems));
        }
    }

    /**
     * Reads everything.
     *
     * @throws dev.cairn.dns.config.ConfigException with everything that is wrong
     */
    static Configuration read(DnsServer.Builder builder, ClusterModels models, ServerMetrics metrics) {
        Problems problems = new Problems();
        List<ServerBlock> sources = builder.source().read(builder.environment(), builder.defaultPort(), problems);
        String fingerprint = Fingerprint.of(sources, problems);
        DirectiveNames.check(sources, Set.copyOf(Directives.NAMES), problems);
        var interfaces = Interfaces.addresses();
        UpstreamLoops loops = new UpstreamLoops();
        List<Block> blocks = sources.stream()
                .map(source -> BlockDraft.read(source, interfaces, models, metrics.meters(), loops, problems))
                .toList();
        problems.throwIfAny();
        List<ListenerPlan> listeners =
                new ListenerPlanner(metrics.queries(), builder.listen().orElse(null), problems).plan(blocks);
        Configuration configuration = new Configuration(blocks, listeners, fingerprint);
        configuration.checkAccess(problems);
        problems.throwIfAny();
        return configuration;
    }

    /** What would tell the Corefile of this moment from others. */
    static String currentFingerprint(DnsServer.Builder builder) {
        Problems problems = new Problems();
        List<ServerBlock> sources = builder.source().read(builder.environment(), builder.defaultPort(), problems);
        return Fingerprint.of(sources, problems);
    }

    <T> Stream<T> each(Function<Block, List<T>> part) {
        return blocks.stream().map(part).flatMap(List::stream);
    }

    /** The longest of all blocks. */
    Duration lameduck() {
        return each(Block::healths)
                .map(HealthConfig::lameduck)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** The longest of all blocks. */
    Duration startupTimeout() {
        return each(Block::clusters)
                .map(KubernetesConfig::startupTimeout)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** How to reach the cluster, as the first block says that says it, and the shortest silence that any block allows. */
    Map<String, String> clusterOptions() {
        Map<String, String> options = each(Block::clusters)
                .map(ClusterAccess::of)
                .map(ClusterAccess::options)
                .filter(found -> !found.isEmpty())
                .findFirst()
                .map(HashMap::new)
                .orElseGet(HashMap::new);
        each(Block::clusters)
                .flatMap(cluster -> cluster.silenceTimeout().stream())
                .min(Comparator.naturalOrder())
                .ifPresent(limit -> options.put("silence-timeout", limit.toString()));
        return options;
    }

    /** One source serves all blocks. */
    private void checkAccess(Problems problems) {
        Set<ClusterAccess> seen = new LinkedHashSet<>();
        for (Block block : blocks) {
            block.clusters().forEach(cluster -> seen.add(ClusterAccess.of(cluster)));
            if (seen.size() > 1) {
                problems.add(
                        block.source().position(),
                        "all blocks must name the same kubeconfig or endpoint: there is one source for all");
                return;
            }
        }
    }

    /** Whether any block asks for all that there is to log. */
    boolean isDebug() {
        return blocks.stream()
                .anyMatch(block -> !block.source().directives("debug").isEmpty());
    }

    List<Handler> handlers() {
        return each(Block::handlers).toList();
    }

    List<Plan> plans() {
        return listeners.stream()
                .flatMap(listener -> listener.zones().plans().stream())
                .toList();
    }

    /** How often the Corefile is looked at: as often as the busiest block wants; empty where none does. */
    Optional<ReloadConfig> reload() {
        return each(Block::reloads).min(Comparator.comparing(ReloadConfig::interval));
    }

    boolean isReadyMonitored() {
        return each(Block::readies).anyMatch(ReadyConfig::continuously);
    }
}
