// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.DiscoveryException;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which cluster, as whom, and in which namespace, found as kubectl finds it.
 *
 * @param client what fabric8 made of it; knows how to renew tokens from files and commands
 * @param namespace the namespace for names that give none
 */
record ClusterConfig(Config client, String namespace) {
    private static final String HOW_TO =
            "; give a kubeconfig file, set KUBECONFIG, or run in a pod with a service account";

    ClusterConfig {
        Objects.requireNonNull(client, "client");
        ClientKey.describe(client);
        Objects.requireNonNull(namespace, "namespace");
    }

    /**
     * Reads the configuration.
     *
     * @param kubeconfig the file to read; null means KUBECONFIG, then ~/.kube/config, then the pod's service account
     * @param context the context to use; null means the current one
     */
    static ClusterConfig load(@Nullable Path kubeconfig, @Nullable String context) {
        String where = kubeconfig == null ? "the Kubernetes configuration found" : "kubeconfig " + kubeconfig;
        if (kubeconfig != null && !Files.isRegularFile(kubeconfig)) {
            throw DiscoveryException.permanentFailure(where + ": no such file" + HOW_TO);
        }
        Config config;
        try {
            config = kubeconfig == null
                    ? Config.autoConfigure(context)
                    : Config.fromKubeconfig(context, kubeconfig.toFile());
        } catch (RuntimeException e) { // fabric8 lets anything through that its parser throws
            throw DiscoveryException.permanentFailure(where + " cannot be read: " + reason(e), e);
        }
        check(config, context, where);
        TokenFile.of(config).ifPresent(config::setOauthTokenProvider);
        return new ClusterConfig(config, namespaceOf(config));
    }

    /** The configuration of a server given by its URL, with {@code default} as the namespace. */
    static ClusterConfig of(ApiEndpoint endpoint) {
        try {
            return new ClusterConfig(Config.fromKubeconfig(endpoint.toKubeconfig()), "default");
        } catch (DiscoveryException e) {
            throw e;
        } catch (RuntimeException e) {
            throw DiscoveryException.permanentFailure(
                    "the endpoint " + endpoint.url() + " cannot be used: " + reason(e), e);
        }
    }

    private static void check(Config config, @Nullable String context, String where) {
        if (config.getCurrentContext() == null && !isServiceAccount(config)) {
            throw DiscoveryException.permanentFailure(
                    config.getContexts().isEmpty()
                            ? where + " names no cluster" + HOW_TO
                            : where + ": current-context names no context; known are " + contexts(config));
        }
        // fabric8 takes the current context when the one asked for is missing.
        if (context != null && !isCurrent(config, context)) {
            throw DiscoveryException.permanentFailure(
                    where + ": no context \"" + context + "\"; known are " + contexts(config));
        }
    }

    private static boolean isServiceAccount(Config config) {
        return config.getContexts().isEmpty() && config.getAutoOAuthToken() != null;
    }

    private static boolean isCurrent(Config config, String context) {
        return config.getCurrentContext() != null
                && context.equals(config.getCurrentContext().getName());
    }

    private static List<String> contexts(Config config) {
        return config.getContexts().stream().map(NamedContext::getName).sorted().toList();
    }

    private static String namespaceOf(Config config) {
        return Optional.ofNullable(config.getNamespace())
                .map(String::strip)
                .filter(namespace -> !namespace.isEmpty())
                .orElse("default");
    }

    private static String reason(RuntimeException failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof NullPointerException
                ? "something is missing in it, such as the server of the context's cluster"
                : String.valueOf(root.getMessage()).lines().findFirst().orElse(root.toString());
    }
}
