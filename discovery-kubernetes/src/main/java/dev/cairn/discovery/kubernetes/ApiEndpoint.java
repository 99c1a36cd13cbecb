// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.DiscoveryException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An API server given by its URL.
 *
 * @param url empty for none
 * @param authority who signed its certificate; null for somebody whom the JDK trusts
 * @param certificate of the client; null for none
 * @param key of the client's certificate
 */
record ApiEndpoint(
        String url,
        @Nullable Path authority,
        @Nullable Path certificate,
        @Nullable Path key) {
    static final ApiEndpoint NONE = new ApiEndpoint("", null, null, null);

    ApiEndpoint withUrl(String value) {
        return new ApiEndpoint(value, authority, certificate, key);
    }

    ApiEndpoint withAuthority(Path value) {
        return new ApiEndpoint(url, value, certificate, key);
    }

    ApiEndpoint withClient(Path newCertificate, Path newKey) {
        return new ApiEndpoint(url, authority, newCertificate, newKey);
    }

    boolean isNone() {
        return equals(NONE);
    }

    /**
     * The same in the form of a kubeconfig, which fabric8 reads with all that is known of keys and certificates.
     *
     * @throws DiscoveryException when a file is missing
     */
    String toKubeconfig() {
        if (url.isEmpty()) {
            throw DiscoveryException.permanentFailure("certificates are given, but no endpoint that they are for");
        }
        return """
                apiVersion: v1
                kind: Config
                current-context: endpoint
                contexts: [{name: endpoint, context: {cluster: endpoint, user: endpoint}}]
                clusters: [{name: endpoint, cluster: {server: %s%s}}]
                users: [{name: endpoint, user: {%s}}]
                """.formatted(
                        quoted(url),
                        authority == null ? "" : ", certificate-authority: " + quoted(authority),
                        certificate == null || key == null
                                ? ""
                                : "client-certificate: " + quoted(certificate) + ", client-key: " + quoted(key));
    }

    private static String quoted(Path file) {
        if (!Files.isRegularFile(file)) {
            throw DiscoveryException.permanentFailure(
                    file + ", which the endpoint of the API server needs: no such file");
        }
        return quoted(file.toAbsolutePath().toString());
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
