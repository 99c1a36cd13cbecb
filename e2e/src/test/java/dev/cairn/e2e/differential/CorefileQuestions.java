// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import dev.cairn.e2e.differential.Question.Edns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.xbill.DNS.Type;

/** Draws what is asked of a Corefile: each name for a few types, over some transport, with some EDNS. */
final class CorefileQuestions {
    /** Types as clients ask for them, the common ones several times. */
    private static final List<Integer> TYPES = List.of(
            Types.A,
            Types.A,
            Types.A,
            Types.AAAA,
            Types.AAAA,
            Types.SRV,
            Types.PTR,
            Types.TXT,
            Types.CNAME,
            Types.MX,
            Types.NS,
            Types.SOA,
            Types.HTTPS,
            Type.CAA,
            Types.ANY);

    private CorefileQuestions() {}

    static List<Question> about(Corefile corefile) {
        Draw draw = new Draw(corefile.seed());
        List<Question> questions = new ArrayList<>();
        for (Corefile.Asked asked : corefile.names()) {
            if (!Question.isAskable(asked.name())) {
                continue;
            }
            int count = draw.between(1, 3);
            for (int i = 0; i < count; i++) {
                int type = i == 0 && asked.name().endsWith(".arpa") ? Types.PTR : draw.of(TYPES);
                if (type == Types.ANY && asked.name().toLowerCase(Locale.ROOT).endsWith(".arpa")) {
                    continue; // a name that has records exists for any type here, and not to CoreDNS, which passes it
                    // on
                }
                if (type == Types.SOA && corefile.has("autopath", asked.name())) {
                    continue; // to CoreDNS each name of the cluster exists then, and ends the search
                }
                Edns edns = draw.percent(40) ? Edns.NONE : draw.of(List.of(Edns.values()));
                if (edns == Edns.NONE && corefile.has("rewrite edns0")) {
                    edns = Edns.PLAIN; // CoreDNS takes every client for one with EDNS then
                }
                questions.add(new Question(asked.name(), type, draw.percent(15), edns));
            }
        }
        return questions;
    }
}
