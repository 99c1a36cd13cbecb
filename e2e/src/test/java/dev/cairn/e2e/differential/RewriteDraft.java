// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import java.util.List;
import java.util.function.Consumer;

/** Lines of {@code rewrite}, and names that they are for. <b>Confined to</b> one thread. */
final class RewriteDraft {
    private static final List<String> TARGETS = List.of(
            "web.shop.svc.cluster.local",
            "db.bank.svc.cluster.local",
            "db-1.db.shop.svc.cluster.local",
            "_http._tcp.web.lab.svc.cluster.local",
            "near.shop.svc.cluster.local",
            "gone.shop.svc.cluster.local",
            "d3-7.example.org",
            "c3-7.example.org",
            "nx-7.example.org",
            "mx-7.example.org",
            "srv-7.example.org");

    private final BlockDraft block;
    private final Draw draw;
    private final NameList names;
    private final List<Consumer<String>> kinds = List.of(
            this::exact,
            this::suffix,
            this::prefix,
            this::substring,
            this::regex,
            this::type,
            this::ttl,
            this::rcode,
            this::cname,
            this::edns0);

    private RewriteDraft(BlockDraft block, Draw draw, NameList names) {
        this.block = block;
        this.draw = draw;
        this.names = names;
    }

    static void addTo(BlockDraft block, Draw draw, NameList names) {
        RewriteDraft lines = new RewriteDraft(block, draw, names);
        int count = draw.between(1, 4);
        for (int i = 0; i < count; i++) {
            draw.of(lines.kinds).accept(draw.of(List.of("rewrite ", "rewrite ", "rewrite stop ", "rewrite continue ")));
        }
    }

    private void exact(String rewrite) {
        String target = draw.of(TARGETS);
        String alias = "short-" + draw.below(3) + ".rewrite.test";
        block.add(rewrite + "name " + draw.of(List.of("exact ", "")) + alias + " " + target);
        names.askFor(alias, target);
        names.ask("a." + alias, target);
    }

    private void suffix(String rewrite) {
        String answer =
                draw.of(List.of("", " answer auto", " answer auto value (.*)\\.svc\\.cluster\\.local {1}.corp.test"));
        block.add(rewrite + "name suffix .corp.test .svc.cluster.local" + answer);
        for (String name :
                List.of("web.shop", "db.bank", "peers.lab", "db-0.db.shop", "away.shop", "near.bank", "gone.lab")) {
            names.askFor(name + ".corp.test", name + ".svc.cluster.local");
        }
        names.askFor("_http._tcp.web.shop.corp.test", "_http._tcp.web.shop.svc.cluster.local");
        names.ask("corp.test");
    }

    private void prefix(String rewrite) {
        block.add(rewrite + "name prefix old. d3-8." + draw.of(List.of("", " answer auto")));
        for (String zone : List.of("example.org", "www.example.org", "shop.svc.cluster.local")) {
            names.askFor("old." + zone, "d3-8." + zone);
            names.ask("older." + zone);
        }
    }

    private void substring(String rewrite) {
        block.add(rewrite + "name substring legacy. shop." + draw.of(List.of("", " answer auto")));
        names.askFor("web.legacy.svc.cluster.local", "web.shop.svc.cluster.local");
        names.askFor("legacy.legacy.example.org", "shop.shop.example.org");
        names.askFor("d1-1.legacy.example.org", "d1-1.shop.example.org");
    }

    private void regex(String rewrite) {
        String answer = draw.of(
                List.of(
                        "",
                        " answer auto",
                        " answer name (.*)\\.(shop|bank)\\.svc\\.cluster\\.local {1}-{2}.regex.test",
                        " answer name (.*)\\.(shop|bank)\\.svc\\.cluster\\.local {1}-{2}.regex.test answer value (.*)\\.svc\\.cluster\\.local {1}.regex.test"));
        block.add(rewrite + "name regex (.*)-(shop|bank)\\.regex\\.test {1}.{2}.svc.cluster.local" + answer);
        for (String name : List.of("web", "db", "away", "gone", "_http._tcp.web", "db-1.db")) {
            names.askFor(name + "-shop.regex.test", name + ".shop.svc.cluster.local");
        }
        names.ask("web-lab.regex.test");
    }

    private void type(String rewrite) {
        block.add(rewrite + "type " + draw.of(List.of("MX A", "ANY HINFO", "AAAA A")));
    }

    private void ttl(String rewrite) {
        String range = draw.of(List.of("7", "10-20", "400-", "-15"));
        block.add(rewrite + "ttl "
                + draw.of(List.of(
                        "suffix .example.org ",
                        "exact web.shop.svc.cluster.local ",
                        "d3-1.example.org ",
                        "prefix d1- ",
                        "substring shop ",
                        "regex (.*)\\.local "))
                + range);
        names.ask("d3-1.example.org", "web.shop.svc.cluster.local");
    }

    private void rcode(String rewrite) {
        if (!block.has("forward .") || block.has("forward except")) {
            return; // there would be names that nobody answers for
        }
        block.add(rewrite + "rcode "
                + draw.of(List.of(
                        "suffix .example.org NXDOMAIN NOERROR",
                        "regex (.*)\\.example\\.org SERVFAIL NXDOMAIN",
                        "exact gone.shop.svc.cluster.local NXDOMAIN NOERROR",
                        "prefix rf- REFUSED SERVFAIL",
                        "substring gone NXDOMAIN REFUSED")));
        names.ask("gone.shop.svc.cluster.local", "rf-1.example.org", "sf-1.example.org", "nx-1.example.org");
    }

    private void cname(String rewrite) {
        if (block.has("autopath") || block.has("forward except")) {
            return; // there is no search then, and there would be targets that nobody answers for
        }
        block.add(rewrite + "cname "
                + draw.of(List.of(
                        "exact d3-5.example.org. d1-6.example.net.",
                        "suffix -5.example.org. -6.example.net.",
                        "regex (.*)\\.example\\.org\\. {1}.stub.test.")));
        names.ask("c1-5.example.org", "c3-5.example.org", "d3-5.example.org", "tm-5.example.org");
    }

    private void edns0(String rewrite) {
        block.add(rewrite + "edns0 "
                + draw.of(List.of(
                        "local set 0xffee abc",
                        "local append 0xffed {qname}",
                        "nsid set",
                        "subnet set 24 56",
                        "local replace 0xffee 0x61")));
    }
}
