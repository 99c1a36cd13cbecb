// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * How servers are asked over TLS 1.2 or later, and how their certificates are verified: always, for the name that is configured, or else
 * for the address (RFC 8310 §8.1).
 *
 * <p><b>Immutable.</b>
 */
public final class TlsClient {

    private final SslContext context;

    private TlsClient(SslContext context) {
        this.context = context;
    }

    /** Trusts what the Java runtime trusts, and shows no certificate. */
    public static TlsClient ofSystem() throws IOException {
        return of(null, null, null);
    }

    /**
     * Reads PEM files.
     *
     * @param certificate our own chain; null for none
     * @param key its key, PKCS #8; null exactly if there is no certificate
     * @param authority whose certificates are trusted; null for those that the Java runtime trusts
     * @throws IOException that says which file is wrong
     */
    public static TlsClient of(@Nullable Path certificate, @Nullable Path key, @Nullable Path authority)
            throws IOException {
        SslContextBuilder builder =
                SslContextBuilder.forClient().sslProvider(SslProvider.JDK).protocols("TLSv1.3", "TLSv1.2");
        if (certificate != null && key != null) {
            File chain = readable(certificate);
            try {
                builder.keyManager(chain, readable(key));
            } catch (IllegalArgumentException e) {
                throw new IOException(certificate + " and " + key + " are no certificate and key in PEM form", e);
            }
        }
        if (authority != null) {
            try {
                builder.trustManager(readable(authority));
            } catch (IllegalArgumentException e) {
                throw new IOException(authority + " holds no certificate in PEM form", e);
            }
        }
        try {
            return new TlsClient(builder.build());
        } catch (SSLException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static File readable(Path path) throws IOException {
        File file = path.toFile();
        if (!file.isFile() || !file.canRead()) {
            throw new IOException("file " + path + " does not exist or cannot be read");
        }
        return file;
    }

    ChannelHandler handler(ByteBufAllocator buffers, Upstream to) {
        String name = to.serverName().isEmpty() ? to.address().getAddress().getHostAddress() : to.serverName();
        SslHandler handler = context.newHandler(buffers, name, to.address().getPort());
        SSLEngine engine = handler.engine();
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the rules of RFC 6125, which RFC 8310 wants too
        engine.setSSLParameters(parameters);
        handler.setHandshakeTimeoutMillis(ForwardOptions.DEADLINE.toMillis());
        return handler;
    }
}
