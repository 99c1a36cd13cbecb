// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import dev.cairn.e2e.cluster.Net;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Draws Corefiles from the directives that both servers have, and what to ask about each. <b>Confined to</b> one thread. */
final class CorefileGenerator {
    private static final int CLUSTER_NAMES = 40;
    private static final int REVERSE_NAMES = 12;
    private static final int OUTSIDE_NAMES = 40;
    private static final List<String> OUTSIDE =
            List.of("example.org", "www.example.org", "stub.test", "example.net", "test");

    /** The node, a pod of {@code default}, and an address of nobody. */
    private static final List<String> CLIENTS = List.of(Net.NODE, "10.244.0.1", "10.244.77.7");

    private final long seed;
    private final Draw draw;
    private final World town;
    private final Corefile.Site site;
    private final KubernetesDraft kubernetes;
    private final NameList names;
    private final List<BlockDraft> blocks = new ArrayList<>();

    private CorefileGenerator(long seed, World town, Corefile.Site site) {
        this.seed = seed;
        this.draw = new Draw(seed);
        this.town = town;
        this.site = site;
        this.kubernetes = new KubernetesDraft(draw, site.kubeconfig());
        this.names = new NameList(draw);
    }

    static Corefile generate(long seed, World town, Corefile.Site site) {
        return new CorefileGenerator(seed, town, site).corefile();
    }

    private Corefile corefile() {
        BlockDraft cluster = drawBlocks();
        kubernetes.addTo(cluster);
        if (draw.percent(25) && cluster.has("forward") && !cluster.has("forward except")) {
            addAutopath(cluster);
        }
        blocks.forEach(this::addOthers);
        addNames();
        StringBuilder text = new StringBuilder();
        draw.shuffled(blocks).forEach(block -> text.append(block.text(draw, "s" + seed + "-" + blocks.indexOf(block))));
        return new Corefile(
                seed,
                text.toString(),
                blocks.stream().flatMap(block -> block.blocks().stream()).toList(),
                kubernetes.shown(town),
                draw.of(CLIENTS),
                asked());
    }

    private List<Corefile.Asked> asked() {
        return has("rewrite cname") ? names.inSmallLetters() : names.names();
    }

    private boolean has(String word) {
        return blocks.stream().anyMatch(block -> block.has(word));
    }

    /** The blocks with their {@code forward}; the one for the cluster. */
    private BlockDraft drawBlocks() {
        BlockDraft cluster;
        if (draw.percent(50)) {
            cluster = block(".");
            forward(cluster, ".");
        } else {
            cluster = block(KubernetesDraft.ZONES.toArray(String[]::new));
            forward(block(draw.percent(70) ? "." : "example.org"), ".");
            if (draw.percent(40)) {
                forward(cluster, ".");
            }
        }
        if (draw.percent(30)) {
            forward(block("stub.test"), draw.of(List.of(".", "stub.test")));
        }
        return cluster;
    }

    private void forward(BlockDraft block, String from) {
        ForwardDraft.addTo(block, draw, from, site.upstream());
    }

    private BlockDraft block(String... zones) {
        BlockDraft block = new BlockDraft(List.of(zones));
        blocks.add(block);
        return block;
    }

    private void addAutopath(BlockDraft cluster) {
        cluster.add("autopath "
                + draw.of(List.of("", WorldNames.ZONE + " "))
                        .concat(draw.of(List.of("@kubernetes", site.searchPath().toString()))));
        for (String domain : List.of("default.svc.", "shop.svc.", "svc.")) {
            for (String name : List.of(
                    "web",
                    "web.shop",
                    "web.shop.svc",
                    "d3-9.example.org",
                    "a1-9.example.net",
                    "c1-9.test",
                    "cx-9.test",
                    "nx-9.test",
                    "sf-9.test",
                    "e-9.test")) {
                names.ask(name + "." + domain + WorldNames.ZONE);
            }
        }
    }

    private void addOthers(BlockDraft block) {
        if (draw.percent(55)) {
            CacheDraft.addTo(block, draw);
        }
        if (draw.percent(25)) {
            HostsDraft.addTo(block, draw, names);
        }
        if (draw.percent(35)) {
            RewriteDraft.addTo(block, draw, names);
        }
        if (draw.percent(25) && !block.has("rewrite cname")) {
            TemplateDraft.addTo(block, draw, names);
        }
        if (draw.percent(20)) {
            AclDraft.addTo(block, draw);
        }
        maybe(40, block, draw.of(List.of("loadbalance", "loadbalance round_robin")));
        maybe(15, block, "minimal");
        maybe(15, block, "any");
        maybe(15, block, draw.of(List.of("bufsize", "bufsize 512", "bufsize 1100", "bufsize 4096")));
        maybe(15, block, "local");
        maybe(20, block, "errors");
        maybe(10, block, "cancel");
    }

    private void maybe(int percent, BlockDraft block, String line) {
        if (draw.percent(percent)) {
            block.add(line);
        }
    }

    private void addNames() {
        Stream.concat(
                        draw.some(Town.names(town), CLUSTER_NAMES).stream().map(name -> name + "." + WorldNames.ZONE),
                        draw.some(Town.reverseNames(town), REVERSE_NAMES).stream())
                .forEach(names::ask);
        for (int i = 0; i < OUTSIDE_NAMES; i++) {
            String name = draw.of(UpstreamAnswers.KINDS) + "-" + draw.below(3) + "." + draw.of(OUTSIDE);
            names.ask(
                    draw.percent(15) ? name + "." + draw.of(List.of("shop.svc.", "svc.", "")) + WorldNames.ZONE : name);
        }
        names.ask("localhost", "a.localhost", "localhost.example.org", "1.0.0.127.in-addr.arpa");
    }
}
