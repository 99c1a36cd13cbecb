// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells fabric8 the algorithm of a client's private key in PKCS #8, which it takes for one of RSA otherwise. */
final class ClientKey {
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private ClientKey() {}

    static void describe(Config config) {
        pem(config).flatMap(ClientKey::algorithm).ifPresent(config::setClientKeyAlgo);
    }

    private static Optional<String> pem(Config config) {
        try {
            if (config.getClientKeyData() != null) {
                return Optional.of(new String(
                        Base64.getMimeDecoder().decode(config.getClientKeyData()), StandardCharsets.US_ASCII));
            }
            return config.getClientKeyFile() == null
                    ? Optional.empty()
                    : Optional.of(Files.readString(Path.of(config.getClientKeyFile()), StandardCharsets.US_ASCII));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty(); // fabric8 reads it again, and says what is wrong
        }
    }

    private static Optional<String> algorithm(String pem) {
        Matcher key = PKCS8.matcher(pem);
        if (!key.find()) {
            return Optional.empty();
        }
        byte[] der = Base64.getMimeDecoder().decode(key.group(1));
        return Stream.of("RSA", "EC", "Ed25519")
                .filter(algorithm -> isOf(algorithm, der))
                .findFirst();
    }

    private static boolean isOf(String algorithm, byte[] der) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der)) != null;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
