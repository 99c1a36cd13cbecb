// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.server;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** What a DNS server said to one question. */
public record Answer(Message message) {

    /** Its response code by name: {@code NOERROR}, {@code NXDOMAIN}. */
    public String rcode() {
        return Rcode.string(message.getRcode());
    }

    public boolean isTruncated() {
        return message.getHeader().getFlag(Flags.TC);
    }

    /** How many octets it has on the wire. */
    public int octets() {
        return message.numBytes();
    }

    /** The data of the answer's records as text, those of all types, repeated ones too. */
    public List<String> data() {
        return data(Section.ANSWER);
    }

    /** The data of the additional records, without OPT. */
    public List<String> additional() {
        return data(Section.ADDITIONAL);
    }

    /** The data of the answer's records as a set; fails when one is repeated. */
    public Set<String> set() {
        List<String> all = data();
        Set<String> set = Set.copyOf(all);
        if (set.size() != all.size()) {
            throw new AssertionError("an answer repeats a record: " + message);
        }
        return set;
    }

    /** The codes of its extended errors (RFC 8914). */
    public Set<Integer> extendedErrors() {
        OPTRecord opt = message.getOPT();
        List<EDNSOption> options = opt == null ? List.of() : opt.getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR);
        return options.stream()
                .map(option -> ((ExtendedErrorCodeOption) option).getErrorCode())
                .collect(Collectors.toSet());
    }

    private List<String> data(int section) {
        return message.getSection(section).stream()
                .filter(each -> !(each instanceof OPTRecord))
                .map(Record::rdataToString)
                .toList();
    }

    @Override
    public String toString() {
        return rcode() + (isTruncated() ? " truncated " : " ") + data() + " " + extendedErrors();
    }
}
