// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.query.DnsClient;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.manifests.ManifestDiscovery;
import dev.cairn.dns.app.DnsServer;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.lb.Balancers;
import dev.cairn.lb.http.CairnHttpClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cairn demo}: a shop on one machine, whose pods are killed, added and made slow while a client calls them. */
@Command(
        name = "demo",
        header = "Call a service without pause while its pods are killed, added and made slow.",
        description =
                "Serve the shop of examples/shop with a real HTTP server for each pod of orders, call them without pause,"
                        + " and meanwhile kill pods, add some and make some slow. Takes about 15 seconds.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no call failed", "1:a call failed"})
public final class DemoCommand implements Callable<Integer> {
    private static final URI ORDERS_URI = URI.create("http://orders.shop:8080/");
    private static final ServiceName ORDERS = ServiceName.of("shop", "orders");
    private static final String PORT_NAME = "http";
    private static final DomainName PODS_IN_DNS = DomainName.parse("_http._tcp.orders-pods.shop.svc.cluster.local.");
    private static final int CALLERS = 4;
    private static final int MAX_STEP_MILLIS = 4_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--step",
            paramLabel = "MILLIS",
            defaultValue = "2000",
            description = "How long each of the six parts lasts, 200 to 4000 (default: ${DEFAULT-VALUE}).")
    private int stepMillis;

    @Option(
            names = "--one-address",
            description =
                    "Give the pods ports of 127.0.0.1 instead of addresses of their own, as is done by itself where"
                            + " the system has only that address.")
    private boolean oneAddress;

    /** A command with nothing set. */
    public DemoCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (stepMillis < 200 || stepMillis > MAX_STEP_MILLIS) {
            throw new ParameterException(
                    spec.commandLine(), "--step must be 200.." + MAX_STEP_MILLIS + ", was " + stepMillis);
        }
        quietLog();
        Loopback loopback =
                oneAddress ? Loopback.single(DemoScript.MOST_REPLICAS) : Loopback.probe(DemoScript.MOST_REPLICAS);
        try (DemoFolder folder = DemoFolder.create(loopback)) {
            String file = folder.scale(DemoScript.FIRST_REPLICAS);
            spec.commandLine()
                    .getOut()
                    .println("manifests  " + folder.path() + ", a copy of examples/shop; " + file + " has the pods");
            return run(folder);
        }
    }

    /** The script says itself what changes. */
    private static void quietLog() {
        if (LoggerFactory.getLogger("dev.cairn") instanceof Logger logger) {
            logger.setLevel(Level.WARN);
        }
    }

    private int run(DemoFolder folder) throws IOException, InterruptedException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (ManifestDiscovery discovery = ManifestDiscovery.builder(folder.path())
                        .podCidrs(Loopback.POD_CIDR)
                        .build();
                DnsServer server = DnsServer.builder()
                        .localCorefile()
                        .listen(anyPort)
                        .source(discovery)
                        .build();
                // before the balancers, so that a new pod listens before they hear of it
                DemoPods pods = DemoPods.of(discovery, ORDERS, PORT_NAME);
                Balancers balancers = Balancers.builder()
                        .source("k8s", discovery)
                        .service(ORDERS.toString())
                        .build();
                CairnHttpClient client = CairnHttpClient.builder(HttpClient::newBuilder)
                        .balancers(balancers)
                        .build()) {
            server.start();
            pods.awaitReady(DemoScript.FIRST_REPLICAS);
            InetSocketAddress dnsAddress = server.addresses().get(0);
            PrintWriter out = spec.commandLine().getOut();
            out.println("DNS        " + dnsAddress.getAddress().getHostAddress() + ":" + dnsAddress.getPort());
            out.println("client     " + CALLERS + " threads that call " + ORDERS_URI + " without pause");
            out.println();
            DnsClient dns = new DnsClient(dnsAddress, Duration.ofSeconds(2));
            return report(play(folder, pods, dns, client), pods);
        }
    }

    private Traffic play(DemoFolder folder, DemoPods pods, DnsClient dns, HttpClient client)
            throws IOException, InterruptedException {
        Traffic traffic = Traffic.start(client, ORDERS_URI, CALLERS);
        try {
            new DemoScript(
                            folder,
                            pods,
                            traffic,
                            () -> podsIn(dns),
                            spec.commandLine().getOut())
                    .play(stepMillis);
        } finally {
            traffic.stop();
        }
        return traffic;
    }

    private static int podsIn(DnsClient dns) {
        try {
            return dns.ask(PODS_IN_DNS, RecordType.SRV, false)
                    .message()
                    .answers()
                    .size();
        } catch (IOException e) {
            return 0;
        }
    }

    private int report(Traffic traffic, DemoPods pods) {
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        Spread.lines(traffic.callsByPod(), pods.fates()).forEach(out::println);
        out.println();
        traffic.failures().forEach(failure -> out.println("failed: " + failure));
        out.printf(
                Locale.ROOT,
                "%,d calls, %s failed.%n",
                traffic.answered() + traffic.failed(),
                traffic.failed() == 0 ? "no call" : traffic.failed());
        out.flush();
        return traffic.failed() == 0 && traffic.answered() > 0 ? ExitCode.OK : ExitCode.FAILED;
    }
}
