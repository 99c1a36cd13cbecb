// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.target;

import dev.cairn.discovery.IpAddress;

/** Guesses what somebody meant by a text that is no target. */
final class Guess {
    private Guess() {}

    /** For a text without {@code scheme://}. */
    static String forShapeless(String text) {
        if (text.isEmpty()) {
            return "it is empty; write for example k8s:///orders.shop:http";
        }
        int colonSlash = text.indexOf(":/");
        if (colonSlash > 0) {
            return "did you mean " + text.substring(0, colonSlash) + ":///" + text.substring(colonSlash + 2) + " ?";
        }
        for (String scheme : new String[] {"k8s:", "kubernetes:", "dns:", "static:", "manifests:", "file:"}) {
            if (text.startsWith(scheme)) {
                return "did you mean " + scheme + "///" + text.substring(scheme.length()) + " ?";
            }
        }
        int colon = text.lastIndexOf(':');
        if (IpAddress.isLiteral(colon < 0 ? text : text.substring(0, colon)) || IpAddress.isLiteral(text)) {
            return "did you mean " + forAddress(text) + " ?";
        }
        return "did you mean k8s:///" + text + " ?";
    }

    /** For the authority of an {@code http://} URL. */
    static String forUrl(String authority) {
        return "k8s:///" + authority;
    }

    /** For one address of a static target. */
    static String forAddress(String text) {
        if (IpAddress.isLiteral(text)) {
            return "static:///" + (text.indexOf(':') >= 0 ? "[" + text + "]" : text) + ":8080";
        }
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? text : text.substring(0, colon);
        if (!IpAddress.isLiteral(host)) {
            return "dns:///" + text;
        }
        return "static:///" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + text.substring(colon);
    }
}
