// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** Whether this JVM lets a program set the header {@code Host}, which is decided when its HTTP client is used first. */
final class HostHeader {
    static final String FLAG = "-Djdk.httpclient.allowRestrictedHeaders=host";

    private static final String PROPERTY = "jdk.httpclient.allowRestrictedHeaders";

    private HostHeader() {}

    static boolean isAllowed() {
        try {
            HttpRequest.newBuilder().header("Host", "probe");
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Allows it from now on; false, and nothing changed, when it is too late. */
    static boolean allow() {
        String before = System.getProperty(PROPERTY);
        System.setProperty(PROPERTY, before == null ? "host" : before + ",host");
        if (isAllowed()) {
            return true;
        }
        restore(before);
        return false;
    }

    private static void restore(@Nullable String before) {
        if (before == null) {
            System.clearProperty(PROPERTY);
        } else {
            System.setProperty(PROPERTY, before);
        }
    }
}
