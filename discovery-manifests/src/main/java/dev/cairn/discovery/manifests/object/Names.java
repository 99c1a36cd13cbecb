// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.object;

import java.util.regex.Pattern;

/** The forms that names must have, RFC 1123 §2.1 as Kubernetes applies it. */
final class Names {
    static final String LABEL_RULE =
            "must be 1..63 lower-case letters, digits or -, and begin and end with a letter or digit";
    static final String SUBDOMAIN_RULE =
            "must be lower-case letters, digits, - or . (253 at most), each part beginning and ending with a letter or digit";
    static final String PORT_NAME_RULE =
            "must be a number, or a port name: 1..15 lower-case letters, digits or single -, at least one letter";

    private static final int MAX_LABEL_LENGTH = 63;
    private static final int MAX_SUBDOMAIN_LENGTH = 253;
    private static final int MAX_PORT_NAME_LENGTH = 15;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[-a-z0-9]*+(?<!-))?");
    private static final Pattern PORT_NAME = Pattern.compile("(?=[^a-z]*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*");

    private Names() {}

    static boolean isLabel(String text) {
        return text.length() <= MAX_LABEL_LENGTH && LABEL.matcher(text).matches();
    }

    static boolean isSubdomain(String text) {
        if (text.isEmpty() || text.length() > MAX_SUBDOMAIN_LENGTH) {
            return false;
        }
        for (String part : text.split("\\.", -1)) {
            if (!LABEL.matcher(part).matches()) {
                return false;
            }
        }
        return true;
    }

    /** Whether the text is an IANA service name, RFC 6335 §5.1, in lower case. */
    static boolean isPortName(String text) {
        return text.length() <= MAX_PORT_NAME_LENGTH && PORT_NAME.matcher(text).matches();
    }
}
