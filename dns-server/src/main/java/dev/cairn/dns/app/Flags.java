// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * CoreDNS's command line.
 *
 * @param conf {@code -conf FILE}
 * @param port {@code -dns.port N} or {@code -p N}
 * @param pidFile {@code -pidfile FILE}
 * @param stateDir {@code -state-dir DIR}, which CoreDNS does not have
 * @param problems what is wrong with the command line; empty if it can be used
 */
record Flags(
        Optional<String> conf,
        Optional<Integer> port,
        Optional<String> pidFile,
        Optional<String> stateDir,
        boolean listsPlugins,
        boolean isQuiet,
        boolean showsVersion,
        List<String> problems) {

    static final String USAGE = """
            usage: [-conf FILE] [-dns.port N | -p N] [-pidfile FILE] [-state-dir DIR] [-plugins] [-quiet] [-version]
              -conf FILE      the Corefile; without it the file "Corefile" of this folder, else a built-in one
              -dns.port N     the port of server blocks that name none (53)
              -p N            the same
              -pidfile FILE   writes the number of the process to this file
              -state-dir DIR  keeps the last known state of the cluster there, and serves it after a restart until the
                              cluster has been read
              -plugins        lists the directives that are offered, and ends
              -quiet          logs warnings and errors only
              -version        prints the version, and ends
            """;

    private static final Set<String> WITH_VALUE = Set.of("conf", "dns.port", "p", "pidfile", "state-dir");
    private static final Set<String> SWITCHES = Set.of("plugins", "quiet", "version");

    static Flags parse(String... arguments) {
        Parser parser = new Parser();
        parser.parse(List.of(arguments));
        return new Flags(
                parser.conf,
                parser.port,
                parser.pidFile,
                parser.stateDir,
                parser.switches.contains("plugins"),
                parser.switches.contains("quiet"),
                parser.switches.contains("version"),
                List.copyOf(parser.problems));
    }

    private static final class Parser {

        private final Set<String> switches = new HashSet<>();
        private final List<String> problems = new ArrayList<>();
        private Optional<String> conf = Optional.empty();
        private Optional<Integer> port = Optional.empty();
        private Optional<String> pidFile = Optional.empty();
        private Optional<String> stateDir = Optional.empty();

        private void parse(List<String> arguments) {
            for (int i = 0; i < arguments.size(); i++) {
                String word = arguments.get(i);
                if (!word.startsWith("-")) {
                    problems.add("unknown argument \"" + word + "\"");
                    continue;
                }
                int equals = word.indexOf('=');
                String name = word.substring(word.startsWith("--") ? 2 : 1, equals < 0 ? word.length() : equals);
                if (SWITCHES.contains(name) && equals < 0) {
                    switches.add(name);
                } else if (!WITH_VALUE.contains(name)) {
                    problems.add("unknown flag \"" + word + "\"");
                } else if (equals >= 0) {
                    set(name, word.substring(equals + 1));
                } else if (i + 1 < arguments.size()) {
                    set(name, arguments.get(++i));
                } else {
                    problems.add("flag -" + name + " needs a value");
                }
            }
        }

        private void set(String name, String value) {
            switch (name) {
                case "conf" -> conf = Optional.of(value);
                case "pidfile" -> pidFile = Optional.of(value);
                case "state-dir" -> stateDir = Optional.of(value);
                default -> {
                    if (value.matches("\\d{1,5}") && Integer.parseInt(value) <= 65_535) {
                        port = Optional.of(Integer.valueOf(value));
                    } else {
                        problems.add("flag -" + name + " must be a port, 0 to 65535, was \"" + value + "\"");
                    }
                }
            }
        }
    }
}
