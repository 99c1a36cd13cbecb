// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.dns.chain.ClientDomains;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Meters;
import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.ServerBlock;
import dev.cairn.dns.handler.acl.AclConfig;
import dev.cairn.dns.handler.acl.AclHandler;
import dev.cairn.dns.handler.autopath.AutopathConfig;
import dev.cairn.dns.handler.autopath.AutopathHandler;
import dev.cairn.dns.handler.bind.BindConfig;
import dev.cairn.dns.handler.cache.CacheConfig;
import dev.cairn.dns.handler.cache.CacheHandler;
import dev.cairn.dns.handler.cache.LocalZones;
import dev.cairn.dns.handler.errors.ErrorsConfig;
import dev.cairn.dns.handler.errors.ErrorsHandler;
import dev.cairn.dns.handler.forward.ForwardConfig;
import dev.cairn.dns.handler.forward.ForwardHandler;
import dev.cairn.dns.handler.health.HealthConfig;
import dev.cairn.dns.handler.hosts.HostsConfig;
import dev.cairn.dns.handler.hosts.HostsHandler;
import dev.cairn.dns.handler.kubernetes.KubernetesConfig;
import dev.cairn.dns.handler.kubernetes.KubernetesHandler;
import dev.cairn.dns.handler.log.LogConfig;
import dev.cairn.dns.handler.log.LogHandler;
import dev.cairn.dns.handler.loop.LoopHandler;
import dev.cairn.dns.handler.multisocket.MultisocketConfig;
import dev.cairn.dns.handler.prometheus.PrometheusConfig;
import dev.cairn.dns.handler.prometheus.PrometheusHandler;
import dev.cairn.dns.handler.ready.ReadyConfig;
import dev.cairn.dns.handler.reload.ReloadConfig;
import dev.cairn.dns.handler.rewrite.RewriteConfig;
import dev.cairn.dns.handler.rewrite.RewriteHandler;
import dev.cairn.dns.handler.template.TemplateConfig;
import dev.cairn.dns.handler.template.TemplateHandler;
import dev.cairn.dns.handler.timeouts.TimeoutsConfig;
import dev.cairn.dns.upstream.UpstreamLoops;
import dev.cairn.dns.wire.DomainName;
import java.net.InetAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server block while its directives are read. Confined to one thread. */
final class BlockDraft {
    private static final Logger LOG = LoggerFactory.getLogger(DnsServer.class);

    /** Directives that answer from data, {@code kubernetes} apart. */
    private static final Set<String> SOURCES = Set.of(
            "template",
            "hosts",
            "route53",
            "azure",
            "clouddns",
            "k8s_external",
            "file",
            "auto",
            "secondary",
            "etcd",
            "forward",
            "grpc",
            "erratic",
            "whoami",
            "nomad");

    private final ServerBlock block;
    private final Map<String, List<InetAddress>> interfaces;
    private final ClusterModels models;
    private final Meters meters;
    private final UpstreamLoops loops;
    private final Problems problems;

    private final List<InetAddress> addresses = new ArrayList<>();
    private final List<Handler> handlers = new ArrayList<>();
    private final List<LogConfig> logs = new ArrayList<>();
    private final List<RewriteConfig> rewrites = new ArrayList<>();
    private final List<ClientDomains> clientDomains = new ArrayList<>();
    private final List<AclConfig> acls = new ArrayList<>();
    private final List<TemplateConfig> templates = new ArrayList<>();
    private final List<KubernetesConfig> clusters = new ArrayList<>();
    private final Map<Directive, KubernetesConfig> clusterLines = new HashMap<>();
    private final List<HealthConfig> healths = new ArrayList<>();
    private final List<ReadyConfig> readies = new ArrayList<>();
    private final List<PrometheusConfig> metrics = new ArrayList<>();
    private final List<CacheHandler> caches = new ArrayList<>();
    private Path root = Path.of("");
    private final List<ForwardHandler> forwards = new ArrayList<>();
    private TransportOptions transport = TransportOptions.NONE;
    private @Nullable LoopHandler loop;
    private final List<ReloadConfig> reloads = new ArrayList<>();

    private BlockDraft(
            ServerBlock block,
            Map<String, List<InetAddress>> interfaces,
            ClusterModels models,
            Meters meters,
            UpstreamLoops loops,
            Problems problems) {
        this.block = block;
        this.interfaces = interfaces;
        this.models = models;
        this.meters = meters;
        this.loops = loops;
        this.problems = problems;
    }

    /** Reads the directives of a block in the fixed order in which they run; those that are unknown are left out. */
    static Block read(
            ServerBlock source,
            Map<String, List<InetAddress>> interfaces,
            ClusterModels models,
            Meters meters,
            UpstreamLoops loops,
            Problems problems) {
        BlockDraft draft = new BlockDraft(source, interfaces, models, meters, loops, problems);
        source.directives().stream()
                .filter(line -> Directives.OFFERED.containsKey(line.name()))
                .sorted(Comparator.comparingInt(line -> Directives.NAMES.indexOf(line.name())))
                .forEach(draft::read);
        return draft.finish();
    }

    private void read(Directive line) {
        DirectiveReader reader = Directives.OFFERED.get(line.name());
        if (reader != null) {
            reader.read(line, this);
        }
    }

    private Block finish() {
        return new Block(block, addresses, handlers, clusters, healths, readies, metrics, caches, transport, reloads);
    }

    ServerBlock block() {
        return block;
    }

    Map<String, List<InetAddress>> interfaces() {
        return interfaces;
    }

    /** Where the handlers of the block count. */
    Meters meters() {
        return meters;
    }

    Problems problems() {
        return problems;
    }

    /** The file that a word names; a relative one begins in the folder of the directive root. */
    Path path(String word) {
        try {
            return root.resolve(word);
        } catch (InvalidPathException e) {
            problems.add(block.position(), "this block names a file that cannot be: " + e.getReason());
            return root;
        }
    }

    void root(Directive line) {
        line.rejectOptions(problems);
        if (line.hasArguments(1, 1, problems)) {
            root = path(line.arguments().get(0));
        }
    }

    void timeouts(TimeoutsConfig config) {
        transport = transport.withTimeouts(config);
    }

    void multisocket(MultisocketConfig config) {
        transport = transport.withSockets(config.sockets());
    }

    /** What a directive says that takes neither arguments nor options, and needs no handler. */
    void checkBare(Directive line) {
        line.hasArguments(0, 0, problems);
        line.rejectOptions(problems);
    }

    /** For a directive that may stand once in a block. */
    boolean isOnly(Directive line) {
        boolean first = block.directives(line.name()).get(0) == line;
        if (!first) {
            problems.add(line.position(), "a server block has one " + line.name() + " directive: put both together");
        }
        return first;
    }

    void bind(BindConfig config) {
        addresses.addAll(config.addresses());
    }

    void health(HealthConfig config) {
        healths.add(config);
    }

    void ready(ReadyConfig config) {
        readies.add(config);
    }

    void reload(ReloadConfig config) {
        reloads.add(config);
    }

    void prometheus(PrometheusConfig config) {
        metrics.add(config);
        add(new PrometheusHandler());
    }

    /** One handler does all the lines of a block. */
    void rewrite(RewriteConfig config) {
        handlers.removeIf(handler -> handler instanceof RewriteHandler);
        rewrites.add(config);
        add(new RewriteHandler(rewrites));
    }

    /** One handler does all the lines of a block. */
    void template(TemplateConfig config) {
        handlers.removeIf(handler -> handler instanceof TemplateHandler);
        templates.add(config);
        add(new TemplateHandler(templates, meters));
    }

    /** One handler does all the lines of a block. */
    void log(LogConfig config) {
        handlers.removeIf(handler -> handler instanceof LogHandler);
        logs.add(config);
        add(new LogHandler(List.copyOf(logs)));
    }

    void errors(Directive line) {
        if (isOnly(line)) {
            add(new ErrorsHandler(ErrorsConfig.parse(line, problems)));
        }
    }

    /** One handler does all the lines of a block. */
    void acl(AclConfig config) {
        if (!acls.isEmpty()) {
            handlers.removeIf(handler -> handler instanceof AclHandler);
        }
        acls.add(config);
        add(new AclHandler(acls, meters));
    }

    void hosts(Directive line) {
        if (isOnly(line)) {
            add(new HostsHandler(HostsConfig.parse(line, block, this::path, problems), meters));
        }
    }

    /** Comes before the directive that knows the pods. */
    void autopath(Directive line) {
        if (!isOnly(line)) {
            return;
        }
        AutopathConfig config = AutopathConfig.parse(line, block, problems);
        if (config.ofClients() && !verifiesPods()) {
            LOG.warn(
                    "{}: autopath does nothing: it needs kubernetes with \"pods verified\" in this block",
                    line.position());
            return;
        }
        add(new AutopathHandler(config, this::searched, meters));
    }

    private boolean verifiesPods() {
        return block.directives("kubernetes").stream()
                .flatMap(line -> line.options().stream())
                .anyMatch(option ->
                        option.name().equals("pods") && option.arguments().contains("verified"));
    }

    private List<DomainName> searched(DomainName name, InetAddress client) {
        for (ClientDomains source : clientDomains) {
            List<DomainName> domains = source.searched(name, client);
            if (!domains.isEmpty()) {
                return domains;
            }
        }
        return List.of();
    }

    void kubernetes(Directive line) {
        KubernetesConfig config = cluster(line);
        clusters.add(config);
        KubernetesHandler handler = new KubernetesHandler(config, models::of, listening());
        clientDomains.add(handler);
        add(handler);
        caches.forEach(cache -> cache.afterLocal().ifPresent(this::add));
    }

    /** What a line says, read once, whichever directive asks first. */
    private KubernetesConfig cluster(Directive line) {
        return clusterLines.computeIfAbsent(line, unread -> KubernetesConfig.parse(unread, block, problems));
    }

    /** What is answered from the compiled model is not kept a second time. */
    void cache(CacheConfig config) {
        LocalZones local = block.directives("kubernetes").stream()
                .findFirst()
                .map(this::cluster)
                .map(cluster -> new LocalZones(cluster.zones(), cluster.fallthroughZones()))
                .orElse(LocalZones.NONE);
        List<String> sources = block.directives().stream()
                .map(Directive::name)
                .filter(SOURCES::contains)
                .toList();
        CacheHandler handler = CacheHandler.of(config, local, sources.equals(List.of("forward")), meters);
        caches.add(handler);
        add(handler);
    }

    /** Comes before the forwards that it watches. */
    void loop() {
        if (loop == null) {
            loop = new LoopHandler(meters);
            add(loop);
        }
    }

    /** Several may stand in a block; they are asked in the order of the file. */
    void forward(ForwardConfig config) {
        if (!forwards.isEmpty()) {
            forwards.get(forwards.size() - 1).followed();
        }
        ForwardHandler handler = new ForwardHandler(config, loops, meters);
        forwards.add(handler);
        if (loop != null) {
            loop.watch(handler);
        }
        add(handler);
    }

    /** The addresses of this block, whose directive comes before; none if it listens on all. */
    private List<InetAddress> listening() {
        return addresses.stream().anyMatch(InetAddress::isAnyLocalAddress) ? List.of() : List.copyOf(addresses);
    }

    /** Adds the handler of a directive that takes neither arguments nor options. */
    void bare(Directive line, Handler handler) {
        checkBare(line);
        add(handler);
    }

    void add(Handler handler) {
        handlers.add(handler);
    }
}
