// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.OAuthTokenProvider;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@code tokenFile} of a kubeconfig's user, which fabric8 passes over. It is read for every request, since whoever writes it
 * replaces the token before the old one expires. While it cannot be read, the last token stays. <b>Thread-safe.</b>
 */
final class TokenFile implements OAuthTokenProvider {
    private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);

    private final Path file;
    private volatile String last = "";

    private TokenFile(Path file) {
        this.file = file;
    }

    /** The token file of the current context's user, which goes before a token in the kubeconfig itself. */
    static Optional<TokenFile> of(Config config) {
        File kubeconfig = config.getFileWithAuthInfo();
        NamedContext context = config.getCurrentContext();
        if (kubeconfig == null || context == null) {
            return Optional.empty();
        }
        return KubeConfigUtils.parseConfig(kubeconfig).getUsers().stream()
                .filter(user -> user.getName().equals(context.getContext().getUser()))
                .map(NamedAuthInfo::getUser)
                .map(AuthInfo::getTokenFile)
                .filter(name -> name != null && !name.isBlank())
                .map(name -> new TokenFile(kubeconfig.toPath().resolveSibling(name)))
                .findFirst();
    }

    @Override
    public String getToken() {
        try {
            last = Files.readString(file).strip();
        } catch (IOException e) {
            LOG.warn("the token file {} cannot be read, the last token stays: {}", file, e.toString());
        }
        return last;
    }
}
