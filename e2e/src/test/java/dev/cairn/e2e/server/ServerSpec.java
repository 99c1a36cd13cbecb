// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.server;

import dev.cairn.e2e.cluster.FreePorts;
import dev.cairn.e2e.cluster.Net;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * How a DNS server is started: the parts of the stock Corefile that both servers read. <b>Immutable.</b>
 *
 * @param kubeconfig with the token that it uses
 * @param address where it listens for questions
 * @param options more lines for the {@code kubernetes} directive
 * @param directives more lines for the server block
 */
public record ServerSpec(Path kubeconfig, InetSocketAddress address, List<String> options, List<String> directives) {

    /** Both lists are copied. */
    public ServerSpec {
        options = List.copyOf(options);
        directives = List.copyOf(directives);
    }

    /** On a port of its own of the node's address, as the stock Corefile: {@code pods insecure}, TTL 30, no upstream. */
    public static ServerSpec of(Path kubeconfig) {
        return new ServerSpec(
                kubeconfig, new InetSocketAddress(Net.NODE, FreePorts.next()), List.of("pods insecure"), List.of());
    }

    /** The same with these options of {@code kubernetes} instead. */
    public ServerSpec withOptions(String... lines) {
        return new ServerSpec(kubeconfig, address, List.of(lines), directives);
    }

    /** The same with these directives too. */
    public ServerSpec withDirectives(String... lines) {
        return new ServerSpec(kubeconfig, address, options, List.of(lines));
    }

    /** The same listening elsewhere. */
    public ServerSpec at(InetSocketAddress newAddress) {
        return new ServerSpec(kubeconfig, newAddress, options, directives);
    }

    String corefile(int healthPort, int readyPort, int metricsPort) {
        return """
                .:%d {
                    bind %s
                    errors
                    health %s:%d
                    ready %s:%d
                    prometheus %s:%d
                    kubernetes cluster.local in-addr.arpa ip6.arpa {
                        kubeconfig %s
                        ttl 30
                        %s
                    }
                    loadbalance
                    %s
                }
                """.formatted(
                        address.getPort(),
                        host(),
                        host(),
                        healthPort,
                        host(),
                        readyPort,
                        host(),
                        metricsPort,
                        kubeconfig,
                        String.join("\n        ", options),
                        String.join("\n    ", directives));
    }

    String host() {
        return address.getAddress().getHostAddress();
    }
}
