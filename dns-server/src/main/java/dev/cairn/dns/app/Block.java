// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.config.ServerBlock;
import dev.cairn.dns.handler.cache.CacheHandler;
import dev.cairn.dns.handler.health.HealthConfig;
import dev.cairn.dns.handler.kubernetes.KubernetesConfig;
import dev.cairn.dns.handler.prometheus.PrometheusConfig;
import dev.cairn.dns.handler.ready.ReadyConfig;
import dev.cairn.dns.handler.reload.ReloadConfig;
import java.net.InetAddress;
import java.util.List;

/**
 * A server block with its directives read.
 *
 * @param addresses where it listens; empty for all addresses
 * @param handlers in the order in which they run
 */
record Block(
        ServerBlock source,
        List<InetAddress> addresses,
        List<Handler> handlers,
        List<KubernetesConfig> clusters,
        List<HealthConfig> healths,
        List<ReadyConfig> readies,
        List<PrometheusConfig> metrics,
        List<CacheHandler> caches,
        TransportOptions transport,
        List<ReloadConfig> reloads) {

    Block {
        addresses = addresses.stream().distinct().toList();
        handlers = List.copyOf(handlers);
        clusters = List.copyOf(clusters);
        healths = List.copyOf(healths);
        readies = List.copyOf(readies);
        metrics = List.copyOf(metrics);
        caches = List.copyOf(caches);
        reloads = List.copyOf(reloads);
    }
}
