// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;

/** The key that tokens of ServiceAccounts are signed with, as two PEM files. */
final class SigningKey {
    private static final int BITS = 2048;
    private static final int LINE = 64;

    private SigningKey() {}

    static Path privateKey(Path folder) {
        return folder.resolve("tokens.key");
    }

    static Path publicKey(Path folder) {
        return folder.resolve("tokens.pub");
    }

    static void write(Path folder) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            KeyPair pair = generator.generateKeyPair();
            Files.writeString(
                    privateKey(folder), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            Files.writeString(
                    publicKey(folder), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no RSA keys", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(String type, byte[] key) {
        String text = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(key);
        return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
    }
}
