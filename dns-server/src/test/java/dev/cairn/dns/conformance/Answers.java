// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.cluster.ClusterZone;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Compares answers with what is expected of them, all of it: code, flags, and every record of each section. */
final class Answers {
    private Answers() {}

    static void assertAnswer(Message answer, List<String> expected, String zone, int ttlSeconds) {
        boolean stale = expected.get(0).endsWith(" STALE");
        String kind = expected.get(0).replace(" STALE", "");
        List<String> authority = new ArrayList<>();
        List<String> additional = new ArrayList<>();
        List<String> records = new ArrayList<>();
        List<String> section = records;
        for (String line : expected.subList(1, expected.size())) {
            switch (line) {
                case "ADDITIONAL" -> section = additional;
                case "AUTHORITY" -> section = authority;
                default -> section.add(line.replaceAll("\\s+", " ").replace("\"", ""));
            }
        }
        boolean failed = kind.equals("SERVFAIL");
        boolean negative = kind.equals("NODATA") || kind.equals("NXDOMAIN");
        if (negative) {
            authority.add(soa(zone, stale ? ClusterZone.MAX_RESTORED_TTL_SECONDS : ttlSeconds));
        }
        String rcode = kind.equals("NODATA") ? "NOERROR" : kind;
        assertThat(Rcode.string(answer.getRcode())).as("code of\n%s", answer).isEqualTo(rcode);
        assertThat(answer.getHeader().getFlag(Flags.AA)).as("AA of\n%s", answer).isEqualTo(!failed);
        assertThat(answer.getHeader().getFlag(Flags.TC)).as("TC of\n%s", answer).isFalse();
        assertThat(records(answer, Section.ANSWER)).as("answer").containsExactlyInAnyOrderElementsOf(records);
        assertThat(records(answer, Section.AUTHORITY)).as("authority").containsExactlyInAnyOrderElementsOf(authority);
        assertThat(records(answer, Section.ADDITIONAL))
                .as("additional")
                .containsExactlyInAnyOrderElementsOf(additional);
        assertThat(extendedErrors(answer)).isEqualTo(failed ? Set.of(14) : stale ? Set.of(3) : Set.of());
    }

    /** The SOA record of a negative answer; the serial number is another matter. */
    private static String soa(String zone, int ttlSeconds) {
        return zone + " " + Math.min(ttlSeconds, 300) + " IN SOA ns.dns." + zone + " hostmaster." + zone
                + " SERIAL 7200 1800 86400 " + ttlSeconds;
    }

    private static List<String> records(Message answer, int section) {
        return answer.getSection(section).stream()
                .filter(record -> record.getType() != Type.OPT)
                .map(Answers::text)
                .toList();
    }

    private static String text(Record record) {
        String text = record.toString().replaceAll("\\s+", " ").replace("\"", "");
        return record instanceof SOARecord soa ? text.replace(" " + soa.getSerial() + " ", " SERIAL ") : text;
    }

    private static Set<Integer> extendedErrors(Message answer) {
        OPTRecord opt = answer.getOPT();
        assertThat(opt).as("OPT").isNotNull();
        return opt.getOptions().stream()
                .filter(ExtendedErrorCodeOption.class::isInstance)
                .map(option -> ((ExtendedErrorCodeOption) option).getErrorCode())
                .collect(java.util.stream.Collectors.toSet());
    }
}
