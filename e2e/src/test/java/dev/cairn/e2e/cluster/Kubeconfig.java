// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Kubeconfig files. */
public final class Kubeconfig {

    private Kubeconfig() {}

    /** Writes one with this token. */
    public static Path write(Path file, String url, Path authority, String token) {
        return write(file, url, authority, "token", token);
    }

    /** Writes one that names a file with the token. */
    public static Path writeWithTokenFile(Path file, String url, Path authority, Path tokenFile) {
        return write(file, url, authority, "tokenFile", tokenFile.toString());
    }

    private static Path write(Path file, String url, Path authority, String key, String value) {
        try {
            return Files.writeString(file, """
                    apiVersion: v1
                    kind: Config
                    clusters: [{ name: e2e, cluster: { server: "%s", certificate-authority: "%s" } }]
                    users: [{ name: e2e, user: { %s: "%s" } }]
                    contexts: [{ name: e2e, context: { cluster: e2e, user: e2e, namespace: default } }]
                    current-context: e2e
                    """.formatted(url, authority, key, value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
