// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.ListenKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says what a configuration would run, for people. */
final class Description {

    private final Configuration configuration;
    private final StringBuilder text = new StringBuilder();

    Description(Configuration configuration) {
        this.configuration = configuration;
    }

    String text() {
        for (Block block : configuration.blocks()) {
            describe(block);
        }
        for (ListenerPlan listener : configuration.listeners()) {
            describe(listener);
        }
        return text.toString();
    }

    private void describe(Block block) {
        String keys = block.source().keys().stream().map(ListenKey::toString).collect(Collectors.joining(" "));
        line(0, keys + "   (" + block.source().position() + ")");
        List<String> runs = block.handlers().stream().map(Handler::directive).toList();
        line(1, "handlers, in this order: " + (runs.isEmpty() ? "none" : String.join(", ", runs)));
        block.healths().forEach(each -> line(1, "http " + each.address() + "/health"));
        block.readies().forEach(each -> line(1, "http " + each.address() + "/ready"));
        block.metrics().forEach(each -> line(1, "http " + each.address() + "/metrics"));
    }

    private void describe(ListenerPlan listener) {
        line(0, "listener " + listener.server() + " (udp, tcp)");
        for (Plan plan : listener.zones().plans()) {
            line(1, "zone " + plan.zone() + ": " + path(plan));
        }
    }

    private String path(Plan plan) {
        if (plan.isFast()) {
            return "fast path";
        }
        List<String> lines = new ArrayList<>();
        for (String directive : plan.slowDirectives()) {
            lines.add(directive + " (" + positions(plan, directive) + ")");
        }
        return "off the fast path because of " + String.join(", ", lines);
    }

    private String positions(Plan plan, String directive) {
        return configuration.blocks().stream()
                .filter(block -> block.handlers().equals(plan.handlers()))
                .flatMap(block -> block.source().directives(directive).stream())
                .map(Directive::position)
                .distinct()
                .map(Object::toString)
                .collect(Collectors.joining(", "));
    }

    private void line(int indent, String content) {
        text.append("    ".repeat(indent)).append(content).append(System.lineSeparator());
    }
}
