// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.kubernetes;

import java.util.List;

/**
 * How to reach the API server, as the options {@code endpoint URL} and {@code tls CERT KEY CACERT} say.
 *
 * <p><b>Immutable.</b>
 *
 * @param url where it is
 * @param tlsFiles the files of certificate, key and authority, in this order; empty for none
 */
public record ApiEndpoint(String url, List<String> tlsFiles) {
    /** Copies the list. */
    public ApiEndpoint {
        tlsFiles = List.copyOf(tlsFiles);
    }

    /** An endpoint that may be given without a scheme: then it is https if there are files for that, else http. */
    static ApiEndpoint of(String text, List<String> tlsFiles) {
        String scheme = text.contains("://") ? "" : tlsFiles.isEmpty() ? "http://" : "https://";
        return new ApiEndpoint(scheme + text, tlsFiles);
    }
}
