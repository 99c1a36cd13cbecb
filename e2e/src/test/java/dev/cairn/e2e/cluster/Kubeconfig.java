// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Kubeconfig files. */
final class Kubeconfig {

    private Kubeconfig() {}

    static Path write(Path file, String url, Path authority, String token) {
        try {
            return Files.writeString(file, """
                    apiVersion: v1
                    kind: Config
                    clusters: [{ name: e2e, cluster: { server: "%s", certificate-authority: "%s" } }]
                    users: [{ name: e2e, user: { token: "%s" } }]
                    contexts: [{ name: e2e, context: { cluster: e2e, user: e2e, namespace: default } }]
                    current-context: e2e
                    """.formatted(url, authority, token));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
