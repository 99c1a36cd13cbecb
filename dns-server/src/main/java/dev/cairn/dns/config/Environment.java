// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import java.util.Map;

/**
 * Environment variables inside words: <code>{$NAME}</code>, <code>{%NAME%}</code>, and with a default <code>
 * {$NAME:default}</code>. One that is not set stands for its default, else for nothing. Values are not searched again.
 */
final class Environment {

    private final Map<String, String> variables;

    Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    String replaceIn(String word) {
        return replace(replace(word, "{%", "%}"), "{$", "}");
    }

    private String replace(String word, String open, String close) {
        int from = word.indexOf(open);
        if (from < 0) {
            return word;
        }
        StringBuilder text = new StringBuilder();
        int copied = 0;
        while (from >= 0) {
            int to = word.indexOf(close, from + open.length());
            if (to < 0) {
                break;
            }
            text.append(word, copied, from).append(value(word.substring(from + open.length(), to)));
            copied = to + close.length();
            from = word.indexOf(open, copied);
        }
        return text.append(word, copied, word.length()).toString();
    }

    private String value(String reference) {
        int colon = reference.indexOf(':');
        String name = colon < 0 ? reference : reference.substring(0, colon);
        String value = variables.getOrDefault(name, "");
        return value.isEmpty() && colon >= 0 ? reference.substring(colon + 1) : value;
    }
}
