// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.template;

import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Meters;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.wire.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Counts matches and failures of templates. <b>Thread-safe.</b> */
final class TemplateMeters {
    private static final Meters.Family MATCHES = Meters.Family.of(
            "coredns_template_matches_total",
            "Counter of template regex matches.",
            "server",
            "zone",
            "view",
            "class",
            "type");
    private static final Meters.Family TEXT_FAILURES =
            failures("coredns_template_template_failures_total", "Counter of go template failures.");
    private static final Meters.Family RECORD_FAILURES =
            failures("coredns_template_rr_failures_total", "Counter of mis-templated RRs.");

    private final Meters meters;

    TemplateMeters(Meters meters) {
        this.meters = meters;
    }

    private static Meters.Family failures(String name, String help) {
        return Meters.Family.of(name, help, "server", "zone", "view", "class", "type", "section", "template");
    }

    void matched(Exchange exchange, Asked asked) {
        meters.counter(MATCHES, labels(exchange, asked).toArray(String[]::new)).increment();
    }

    /** An expression had no value. */
    void textFailed(Exchange exchange, Asked asked, TemplateRecord record) {
        failed(TEXT_FAILURES, exchange, asked, record);
    }

    /** The text was no record. */
    void recordFailed(Exchange exchange, Asked asked, TemplateRecord record) {
        failed(RECORD_FAILURES, exchange, asked, record);
    }

    private void failed(Meters.Family family, Exchange exchange, Asked asked, TemplateRecord record) {
        List<String> labels = labels(exchange, asked);
        labels.add(section(record.section()));
        labels.add(record.text().toString());
        meters.counter(family, labels.toArray(String[]::new)).increment();
    }

    private static String section(Section section) {
        return section.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> labels(Exchange exchange, Asked asked) {
        Plan plan = exchange.plan();
        String server = plan == null ? "" : plan.server();
        // Types without a name would be as many series as clients like.
        String type = asked.type().startsWith("TYPE") ? "" : asked.type();
        return new ArrayList<>(List.of(server, asked.zone(), "", asked.recordClass(), type));
    }
}
