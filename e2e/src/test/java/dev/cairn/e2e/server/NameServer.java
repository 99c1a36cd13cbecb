// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.server;

import dev.cairn.e2e.cluster.Daemon;
import dev.cairn.e2e.cluster.FreePorts;
import dev.cairn.e2e.cluster.Http;
import dev.cairn.e2e.cluster.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A DNS server as a process: ours, or CoreDNS. */
public final class NameServer implements AutoCloseable {
    private static final int READY_SECONDS = 90; // on a machine that has much else to do

    private final String name;
    private final InetSocketAddress address;
    private final String host;
    private final int readyPort;
    private final int metricsPort;
    private final Daemon daemon;

    private NameServer(String name, ServerSpec spec, List<String> command) {
        this(name, spec.address(), spec::corefile, command);
    }

    private NameServer(String name, InetSocketAddress address, CorefileText text, List<String> command) {
        this.name = name;
        this.address = address;
        this.host = address.getAddress().getHostAddress();
        int healthPort = FreePorts.next();
        this.readyPort = FreePorts.next();
        this.metricsPort = FreePorts.next();
        Path folder = Settings.newFolder(name);
        Path corefile = folder.resolve("Corefile");
        try {
            Files.writeString(corefile, text.with(healthPort, readyPort, metricsPort));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.daemon = Daemon.start(name, folder, withConf(command, corefile));
    }

    /** Starts ours; see {@link #awaitReady}. */
    public static NameServer startCairn(ServerSpec spec, String... flags) {
        return new NameServer("cairn", spec, CairnCommand.line(flags));
    }

    /**
     * Starts ours with any Corefile.
     *
     * @param address one of those where it listens for questions; its pages are at the same address
     */
    public static NameServer startCairn(InetSocketAddress address, CorefileText text) {
        return new NameServer("cairn", address, text, CairnCommand.line());
    }

    /** Starts CoreDNS with any Corefile, as {@link #startCairn(InetSocketAddress, CorefileText)} starts ours. */
    public static NameServer startCoreDns(InetSocketAddress address, CorefileText text) {
        return new NameServer(
                "coredns", address, text, List.of(Settings.program("coredns").toString()));
    }

    /** A Corefile that is written when the ports of the pages are known. */
    public interface CorefileText {
        /** The text. A port that is not named in it is not served. */
        String with(int healthPort, int readyPort, int metricsPort);
    }

    /** Starts CoreDNS. */
    public static NameServer startCoreDns(ServerSpec spec) {
        return new NameServer(
                "coredns", spec, List.of(Settings.program("coredns").toString()));
    }

    /** Starts it by a command of the caller's, for instance one that puts it in a control group first. */
    public static NameServer start(String name, ServerSpec spec, List<String> command) {
        return new NameServer(name, spec, command);
    }

    public String name() {
        return name;
    }

    /** Where it answers, over UDP and TCP. */
    public InetSocketAddress address() {
        return address;
    }

    public Daemon daemon() {
        return daemon;
    }

    /** Whether it says that it is ready. */
    public boolean isReady() {
        return Http.isOk("http://" + host + ":" + readyPort + "/ready");
    }

    /** Waits until it is ready. */
    public NameServer awaitReady() {
        daemon.await(READY_SECONDS, this::isReady);
        return this;
    }

    /** All its metrics, in the text format. */
    public String metrics() {
        HttpResponse<String> reply = Http.get("http://" + host + ":" + metricsPort + "/metrics");
        if (reply.statusCode() != 200) {
            throw new AssertionError(name + " answers " + reply.statusCode() + " when asked for metrics");
        }
        return reply.body();
    }

    @Override
    public void close() {
        daemon.close();
    }

    private static List<String> withConf(List<String> command, Path corefile) {
        return Stream.concat(command.stream(), Stream.of("-conf", corefile.toString()))
                .toList();
    }
}
