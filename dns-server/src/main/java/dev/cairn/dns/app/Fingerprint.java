// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.ServerBlock;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What tells two configurations apart, imports and variables included: SHA-512 of all but comments, blanks and line numbers. */
final class Fingerprint {
    private Fingerprint() {}

    /** The fingerprint of what was read, and of what was wrong with it. */
    static String of(List<ServerBlock> blocks, Problems problems) {
        StringBuilder text = new StringBuilder();
        for (ServerBlock block : blocks) {
            block.keys().forEach(key -> word(key.toString(), text));
            lines(block.directives(), text);
        }
        problems.toList().forEach(problem -> word(problem.toString(), text));
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            return HexFormat.of().formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("each Java platform has SHA-512", e);
        }
    }

    private static void lines(List<Directive> directives, StringBuilder text) {
        text.append('{');
        for (Directive directive : directives) {
            word(directive.name(), text);
            directive.arguments().forEach(argument -> word(argument, text));
            lines(directive.options(), text);
        }
        text.append('}');
    }

    /** With its length, so that no two lists of words look alike. */
    private static void word(String word, StringBuilder text) {
        text.append(word.length()).append(':').append(word);
    }
}
