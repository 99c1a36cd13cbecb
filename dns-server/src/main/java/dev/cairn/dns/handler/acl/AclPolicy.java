// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.acl;

import dev.cairn.dns.config.AddressRange;
import dev.cairn.dns.config.AddressSet;
import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Position;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.wire.RecordType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One line of {@code acl}: an action, and the types and clients that it is for.
 *
 * <p><b>Immutable.</b>
 */
final class AclPolicy {

    private static final List<String> SECTIONS = List.of("type", "net");
    private static final String EVERYTHING = "*";

    private final AclAction action;
    private final int[] types; // sorted; none for all
    private final AddressSet clients;

    private AclPolicy(AclAction action, int[] types, AddressSet clients) {
        this.action = action;
        this.types = types;
        this.clients = clients;
    }

    /** Reads the line {@code ACTION [type QTYPE...] [net SOURCE...]}; what is wrong is added to the problems. */
    static AclPolicy parse(AclAction action, Directive line, Problems problems) {
        line.rejectOptions(problems);
        List<String> types = new ArrayList<>();
        List<String> nets = new ArrayList<>();
        List<String> section = null;
        for (String word : line.arguments()) {
            switch (word.toLowerCase(Locale.ROOT)) {
                case "type" -> section = types;
                case "net" -> section = nets;
                default -> {
                    if (section == null) {
                        problems.addUnknown(line.position(), "section of " + line.name(), word, SECTIONS);
                        return new AclPolicy(action, new int[0], AddressSet.of(List.of()));
                    }
                    section.add(word);
                }
            }
        }
        checkNotEmpty("type", types, line, problems);
        checkNotEmpty("net", nets, line, problems);
        return new AclPolicy(action, types(types, line.position(), problems), clients(nets, line.position(), problems));
    }

    private static void checkNotEmpty(String section, List<String> words, Directive line, Problems problems) {
        if (words.isEmpty() && line.arguments().stream().anyMatch(section::equalsIgnoreCase)) {
            problems.add(
                    line.position(),
                    line.name() + ": " + section + " needs something to match; " + EVERYTHING + " matches everything");
        }
    }

    private static int[] types(List<String> words, Position position, Problems problems) {
        List<Integer> types = new ArrayList<>();
        for (String word : words) {
            try {
                if (!word.equals(EVERYTHING)) {
                    types.add(RecordType.parse(word));
                }
            } catch (IllegalArgumentException e) {
                problems.add(position, "acl: " + e.getMessage());
            }
        }
        return words.contains(EVERYTHING)
                ? new int[0]
                : types.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    private static AddressSet clients(List<String> words, Position position, Problems problems) {
        List<AddressRange> ranges = new ArrayList<>();
        List<String> wanted = words.isEmpty() || words.contains(EVERYTHING) ? List.of("0.0.0.0/0", "::/0") : words;
        for (String word : wanted) {
            AddressRange.parse(word, position, problems).ifPresent(ranges::add);
        }
        return AddressSet.of(ranges);
    }

    AclAction action() {
        return action;
    }

    /** Whether it is for this type of question from this client. */
    boolean matches(int type, byte[] client) {
        return (types.length == 0 || Arrays.binarySearch(types, type) >= 0) && clients.contains(client);
    }
}
