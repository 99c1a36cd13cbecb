// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import java.util.List;

/** Directives {@code template} of the part of Go's template language that both servers have. */
final class TemplateDraft {
    private static final String SOA =
            "template.test. 60 IN SOA ns.template.test. hostmaster.template.test. (1 60 60 60 60)";

    private TemplateDraft() {}

    static void addTo(BlockDraft block, Draw draw, NameList names) {
        for (int kind : draw.some(List.of(0, 1, 2, 3, 4, 5), draw.between(1, 3))) {
            add(kind, block, draw, names);
        }
    }

    private static void add(int kind, BlockDraft block, Draw draw, NameList names) {
        switch (kind) {
            case 0 -> {
                block.add(
                        "template IN A ip.template.test",
                        List.of(
                                "match \"^ip-(?P<a>[0-9]+)-(?P<b>[0-9]+)[.]ip[.]template[.]test[.]$\"",
                                "answer \"{{ .Name }} 60 IN A 10.9.{{ .Group.a }}.{{ .Group.b }}\"",
                                draw.of(List.of("fallthrough", "fallthrough example.org"))));
                names.ask(
                        "ip-1-2.ip.template.test",
                        "ip-1-999.ip.template.test",
                        "ip-x.ip.template.test",
                        "ip.template.test");
            }
            case 1 ->
                block.add(
                        "template ANY AAAA" + draw.of(List.of("", " cluster.local", " example.org")),
                        List.of("rcode NOERROR"));
            case 2 -> {
                block.add(
                        "template IN ANY absent.template.test", List.of("rcode NXDOMAIN", "authority \"" + SOA + "\""));
                names.ask("absent.template.test", "a.absent.template.test");
            }
            case 3 -> {
                block.add(
                        "template IN A alias.template.test",
                        List.of(
                                "match ^(?P<name>[^.]*)[.]alias",
                                "answer \"{{ .Question.Name }} 30 IN CNAME {{ .Group.name }}.example.org.\"",
                                "upstream",
                                "fallthrough"));
                names.ask("d3-1.alias.template.test", "c1-1.alias.template.test", "e-1.alias.template.test");
            }
            case 4 -> {
                block.add(
                        "template IN MX mail.template.test",
                        List.of(
                                "answer \"{{ .Name }} 60 IN MX 10 mail.{{ .Zone }}\"",
                                "additional \"mail.{{ .Zone }} 60 IN A 192.0.2.200\"",
                                "authority \"{{ .Zone }} 60 IN NS ns.{{ .Zone }}\""));
                names.ask("mail.template.test", "a.mail.template.test");
            }
            default -> {
                block.add(
                        "template ANY ANY error.template.test",
                        List.of("match ^refused", "rcode REFUSED", "ederror 21 \"not here\""));
                names.ask("refused.error.template.test", "failed.error.template.test");
            }
        }
    }
}
