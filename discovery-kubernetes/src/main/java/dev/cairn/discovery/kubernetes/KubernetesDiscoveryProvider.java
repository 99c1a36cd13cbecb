// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.DiscoverySource;
import dev.cairn.discovery.DiscoverySourceProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Opens a {@link KubernetesDiscovery} for the schemes {@code k8s} and {@code kubernetes}. Options: {@code kubeconfig}, a file, and
 * {@code context}, a context in it; or {@code endpoint}, a URL, and {@code certificate-authority}, {@code client-certificate} and {@code
 * client-key}, files; and {@code silence-timeout} as {@link Duration#parse} reads it. <b>Thread-safe.</b>
 */
public final class KubernetesDiscoveryProvider implements DiscoverySourceProvider {
    private static final Set<String> OPTIONS = Set.of(
            "kubeconfig",
            "context",
            "endpoint",
            "certificate-authority",
            "client-certificate",
            "client-key",
            "silence-timeout");

    /** For {@link java.util.ServiceLoader}. */
    public KubernetesDiscoveryProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("k8s", "kubernetes");
    }

    @Override
    public DiscoverySource open(Map<String, String> options) {
        Set<String> unknown = new TreeSet<>(options.keySet());
        unknown.removeAll(OPTIONS);
        if (!unknown.isEmpty()) {
            throw DiscoveryException.permanentFailure(
                    "unknown options " + unknown + "; known are " + new TreeSet<>(OPTIONS));
        }
        KubernetesDiscovery.Builder builder = KubernetesDiscovery.builder();
        if (options.containsKey("kubeconfig")) {
            builder.kubeconfig(Path.of(options.get("kubeconfig")));
        }
        if (options.containsKey("context")) {
            builder.context(options.get("context"));
        }
        if (options.containsKey("endpoint")) {
            builder.endpoint(options.get("endpoint"));
        }
        if (options.containsKey("certificate-authority")) {
            builder.certificateAuthority(Path.of(options.get("certificate-authority")));
        }
        if (options.containsKey("client-certificate") || options.containsKey("client-key")) {
            builder.clientCertificate(
                    Path.of(options.getOrDefault("client-certificate", "")),
                    Path.of(options.getOrDefault("client-key", "")));
        }
        if (options.containsKey("silence-timeout")) {
            builder.silenceTimeout(duration("silence-timeout", options.get("silence-timeout")));
        }
        return builder.build();
    }

    private static Duration duration(String name, String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw DiscoveryException.permanentFailure(
                    "option " + name + " must be a duration such as PT45S, was " + text);
        }
    }
}
