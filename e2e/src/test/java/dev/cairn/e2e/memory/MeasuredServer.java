// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.e2e.cluster.ControlGroup;
import dev.cairn.e2e.cluster.Waiting;
import dev.cairn.e2e.server.DnsClient;
import dev.cairn.e2e.server.NameServer;
import dev.cairn.e2e.server.ServerSpec;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.Type;

/** A name server in a control group of its own, under load from the moment it is ready. */
final class MeasuredServer implements AutoCloseable {
    private static final int SYNC_SECONDS = 120;

    private final ControlGroup group;
    private final NameServer server;
    private final DnsClient client;
    private final Load load;

    /** Starts it and waits until it has read the world. */
    MeasuredServer(ControlGroup group, String name, ServerSpec spec, List<String> line, long seed) {
        this.group = group;
        server = NameServer.start(name, spec, group.command(line));
        server.daemon().await(SYNC_SECONDS, server::isReady);
        client = new DnsClient(server.address());
        load = new Load(server, seed);
    }

    Load load() {
        return load;
    }

    ControlGroup group() {
        return group;
    }

    NameServer server() {
        return server;
    }

    /** Waits until its answer for a headless Service of the world has all endpoints but this one. */
    void awaitWithout(String dnsName, String address) {
        Waiting.until(server.name() + " leaves " + address + " out of " + dnsName, SYNC_SECONDS, () -> {
            Set<String> addresses = client.ask(dnsName, Type.A).set();
            return addresses.size() == LargeWorld.ENDPOINTS - 1 && !addresses.contains(address);
        });
    }

    void assertSurvived() {
        assertThat(group.kills()).as("kills in the group of %s", server.name()).isZero();
        assertThat(server.daemon().isAlive()).as("%s is alive", server.name()).isTrue();
    }

    @Override
    public void close() {
        load.close();
        server.close();
    }
}
