// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.DiscoverySource;
import dev.cairn.discovery.kubernetes.KubernetesDiscovery;
import dev.cairn.dns.app.DnsServer;
import dev.cairn.dns.config.ConfigException;
import dev.cairn.dns.transport.ListenException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cairn dns}: serves DNS until it is told to stop. */
@Command(
        name = "dns",
        description = "Serve DNS for a folder of manifests, or for a cluster.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it was told to stop",
            "1:it cannot serve: an address is taken, or the cluster cannot be reached",
            "2:the command line, the Corefile or a manifest is wrong"
        },
        footer = {
            "",
            "Without a Corefile it answers for cluster.local and the reverse zones at 127.0.0.1:1053.",
            "",
            "For example:",
            "  cairn dns examples/shop",
            "  cairn dns --kubeconfig ~/.kube/config --context staging --listen 127.0.0.1:5353"
        })
final class DnsCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(DnsCommand.class);
    private static final int DEFAULT_PORT = 1053;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description =
                    "The folder (or file) of Kubernetes manifests to serve. A saved change takes effect within a second.")
    private @Nullable Path folder;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "Serve the cluster that this file leads to, as kubectl does.")
    private @Nullable Path kubeconfig;

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description = "The context of the kubeconfig (default: its current one).")
    private @Nullable String context;

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description =
                    "Keep the last known state of the cluster in this folder, and serve it after a restart until the cluster has"
                            + " been read.")
    private @Nullable Path stateDir;

    @Option(names = "--corefile", paramLabel = "FILE", description = "Serve as this Corefile says.")
    private @Nullable Path corefile;

    @Option(
            names = "--listen",
            paramLabel = "ADDR:PORT",
            description =
                    "Serve everything here, whatever the Corefile says. \":53\" is that port of every address, port 0 any free"
                            + " one; without a port it is 1053.")
    private @Nullable String listen;

    @Mixin
    private ManifestOptions manifests = new ManifestOptions();

    @Override
    public Integer call() throws InterruptedException {
        try (DnsServer server = server()) {
            return serve(server);
        } catch (ConfigException e) {
            e.problems().forEach(problem -> spec.commandLine().getErr().println(problem));
            return ExitCode.WRONG_INPUT;
        } catch (DiscoveryException e) {
            spec.commandLine().getErr().println("cairn dns: " + e.getMessage());
            return folder == null ? ExitCode.FAILED : ExitCode.WRONG_INPUT;
        } catch (ListenException e) {
            spec.commandLine().getErr().println("cairn dns: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private int serve(DnsServer server) throws InterruptedException {
        Thread hook = new Thread(() -> stop(server), "cairn-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            server.start();
            if (folder != null && !server.addresses().isEmpty()) {
                InetSocketAddress address = server.addresses().get(0);
                LOG.info(
                        "ask it: dig @{} -p {} SERVICE.NAMESPACE.svc.cluster.local",
                        address.getAddress().getHostAddress(),
                        address.getPort());
            }
            server.awaitClosed();
            return ExitCode.OK;
        } finally {
            removeHook(hook);
        }
    }

    /** Stops in order, and ends the process with 0: a signal that was obeyed is no failure. */
    private static void stop(DnsServer server) {
        server.close();
        Runtime.getRuntime().halt(ExitCode.OK);
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("already stopping", e);
        }
    }

    private DnsServer server() {
        DnsServer.Builder builder = DnsServer.builder();
        if (corefile == null) {
            builder.localCorefile();
        } else {
            builder.corefile(existing(corefile, "Corefile"));
        }
        if (listen != null) {
            builder.listen(listenAddress(listen));
        }
        if (stateDir != null) {
            builder.stateDir(stateDir);
        }
        Supplier<DiscoverySource> source = source();
        if (source != null) {
            builder.source(source);
        }
        return builder.build();
    }

    /** Opens the source; null to leave it to the Corefile. */
    private @Nullable Supplier<DiscoverySource> source() {
        boolean wantsCluster = kubeconfig != null || context != null;
        Path served = folder;
        if (served != null) {
            if (wantsCluster) {
                throw wrong("a folder and a cluster: only one can be served", null);
            }
            if (stateDir != null) {
                throw wrong("--state-dir keeps the state of a cluster, and a folder of manifests is one on disk", null);
            }
            var manifestBuilder = usable(() -> manifests.builder(existing(served, "folder or file")));
            return manifestBuilder::build;
        }
        if (manifests.isSet()) {
            throw wrong("--service-cidr and --pod-cidr belong to a folder of manifests, and none is named", null);
        }
        if (!wantsCluster && corefile == null) {
            throw wrong("name a folder of manifests, or a cluster by --kubeconfig or --context", null);
        }
        return wantsCluster ? this::openCluster : null;
    }

    private DiscoverySource openCluster() {
        KubernetesDiscovery.Builder builder = KubernetesDiscovery.builder();
        if (kubeconfig != null) {
            builder.kubeconfig(kubeconfig);
        }
        if (context != null) {
            builder.context(context);
        }
        return builder.build();
    }

    private Path existing(Path path, String what) {
        if (!Files.exists(path)) {
            throw wrong("there is no " + what + " " + path, null);
        }
        return path;
    }

    private InetSocketAddress listenAddress(String text) {
        String address = text.startsWith(":") ? "0.0.0.0" + text : text;
        return usable(() -> AddressPort.parse(address, DEFAULT_PORT));
    }

    private <T> T usable(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()), e);
        }
    }

    private ParameterException wrong(String message, @Nullable Exception cause) {
        return new ParameterException(spec.commandLine(), message, cause);
    }
}
