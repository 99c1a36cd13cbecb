// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import static java.util.Map.entry;

import dev.cairn.dns.chain.Meters;
import dev.cairn.dns.config.DirectiveNames;
import dev.cairn.dns.handler.acl.AclConfig;
import dev.cairn.dns.handler.any.AnyHandler;
import dev.cairn.dns.handler.bind.BindConfig;
import dev.cairn.dns.handler.bufsize.BufsizeConfig;
import dev.cairn.dns.handler.bufsize.BufsizeHandler;
import dev.cairn.dns.handler.cache.CacheConfig;
import dev.cairn.dns.handler.cancel.CancelConfig;
import dev.cairn.dns.handler.cancel.CancelHandler;
import dev.cairn.dns.handler.forward.ForwardConfig;
import dev.cairn.dns.handler.forward.ForwardHandler;
import dev.cairn.dns.handler.health.HealthConfig;
import dev.cairn.dns.handler.hosts.HostsHandler;
import dev.cairn.dns.handler.loadbalance.LoadbalanceConfig;
import dev.cairn.dns.handler.loadbalance.LoadbalanceHandler;
import dev.cairn.dns.handler.local.LocalConfig;
import dev.cairn.dns.handler.local.LocalHandler;
import dev.cairn.dns.handler.log.LogConfig;
import dev.cairn.dns.handler.loop.LoopConfig;
import dev.cairn.dns.handler.minimal.MinimalHandler;
import dev.cairn.dns.handler.multisocket.MultisocketConfig;
import dev.cairn.dns.handler.prometheus.PrometheusConfig;
import dev.cairn.dns.handler.ready.ReadyConfig;
import dev.cairn.dns.handler.reload.ReloadConfig;
import dev.cairn.dns.handler.rewrite.RewriteConfig;
import dev.cairn.dns.handler.template.TemplateConfig;
import dev.cairn.dns.handler.timeouts.TimeoutsConfig;
import java.util.List;
import java.util.Map;

/** The directives that are offered: to offer another one is a line here. */
final class Directives {

    static final Map<String, DirectiveReader> OFFERED = Map.ofEntries(
            entry("root", (line, draft) -> draft.root(line)),
            entry("cancel", (line, draft) -> draft.add(new CancelHandler(CancelConfig.parse(line, draft.problems())))),
            entry("timeouts", (line, draft) -> draft.timeouts(TimeoutsConfig.parse(line, draft.problems()))),
            entry("multisocket", (line, draft) -> draft.multisocket(MultisocketConfig.parse(line, draft.problems()))),
            entry("debug", (line, draft) -> draft.checkBare(line)),
            entry(
                    "bufsize",
                    (line, draft) -> draft.add(new BufsizeHandler(BufsizeConfig.parse(line, draft.problems())))),
            entry("bind", (line, draft) -> draft.bind(BindConfig.parse(line, draft.interfaces(), draft.problems()))),
            entry("ready", (line, draft) -> draft.ready(ReadyConfig.parse(line, draft.problems()))),
            entry("health", (line, draft) -> draft.health(HealthConfig.parse(line, draft.problems()))),
            entry("prometheus", (line, draft) -> draft.prometheus(PrometheusConfig.parse(line, draft.problems()))),
            entry(
                    "template",
                    (line, draft) -> TemplateConfig.parse(line, draft.block(), draft.problems())
                            .ifPresent(draft::template)),
            entry("autopath", (line, draft) -> draft.autopath(line)),
            entry("reload", (line, draft) -> draft.reload(ReloadConfig.parse(line, draft.problems()))),
            entry("errors", (line, draft) -> draft.errors(line)),
            entry("log", (line, draft) -> draft.log(LogConfig.parse(line, draft.block(), draft.problems()))),
            entry("cache", (line, draft) -> draft.cache(CacheConfig.parse(line, draft.block(), draft.problems()))),
            entry("any", (line, draft) -> draft.bare(line, new AnyHandler())),
            entry(
                    "rewrite",
                    (line, draft) -> RewriteConfig.parse(line, draft.problems()).ifPresent(draft::rewrite)),
            entry("acl", (line, draft) -> draft.acl(AclConfig.parse(line, draft.block(), draft.problems()))),
            entry("minimal", (line, draft) -> draft.bare(line, new MinimalHandler())),
            entry(
                    "loadbalance",
                    (line, draft) -> draft.add(
                            new LoadbalanceHandler(LoadbalanceConfig.parse(line, draft::path, draft.problems())))),
            entry(
                    "local",
                    (line, draft) ->
                            draft.add(new LocalHandler(LocalConfig.parse(line, draft.problems()), draft.meters()))),
            entry("hosts", (line, draft) -> draft.hosts(line)),
            entry("loop", (line, draft) -> {
                LoopConfig.parse(line, draft.problems());
                draft.loop();
            }),
            entry("forward", (line, draft) -> draft.forward(ForwardConfig.parse(line, draft::path, draft.problems()))),
            entry("kubernetes", (line, draft) -> draft.kubernetes(line)));

    /** The names of those offered, in the order in which they run. */
    static final List<String> NAMES =
            DirectiveNames.IN_ORDER.stream().filter(OFFERED::containsKey).toList();

    private Directives() {}

    /** Shows the families without labels, which CoreDNS shows for every file. */
    static void showAlways(Meters meters) {
        ForwardHandler.showAlways(meters);
        HostsHandler.showAlways(meters);
        LocalHandler.showAlways(meters);
    }
}
