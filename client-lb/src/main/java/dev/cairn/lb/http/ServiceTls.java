// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS to the endpoints of a service under the service's name (RFC 9110 §4.3.4).
 *
 * <p>The JDK's {@code HttpClient} is given a URL with an address, and makes its engines for that address. Left so, a certificate for the
 * address would be accepted when the one for the name isn't there, and a session would be resumed under any other name that has the same
 * address, without a look at the certificate. An engine that is made for the name from the start does neither: the name is the only one
 * to verify, and sessions are found by it. Hence the caller's own context can serve all services.
 */
final class ServiceTls {
    private ServiceTls() {}

    /** A context that makes each engine for this name, with the keys, trust and sessions of the given one. */
    static SSLContext context(SSLContext shared, String serverName) {
        return new SSLContext(new NamedSpi(shared, serverName), shared.getProvider(), shared.getProtocol()) {};
    }

    /** The parameters with this name to ask for. */
    static SSLParameters parameters(SSLParameters given, String serverName) {
        given.setServerNames(List.of(new SNIHostName(serverName)));
        return given;
    }

    private static final class NamedSpi extends SSLContextSpi {
        private final SSLContext shared;
        private final String serverName;

        NamedSpi(SSLContext shared, String serverName) {
            this.shared = shared;
            this.serverName = serverName;
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return shared.createSSLEngine(serverName, -1);
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return shared.createSSLEngine(serverName, port);
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return shared.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return shared.getClientSessionContext();
        }

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            return shared.getDefaultSSLParameters();
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return shared.getSupportedSSLParameters();
        }

        @Override
        protected void engineInit(
                KeyManager @Nullable [] keys, TrustManager @Nullable [] trust, @Nullable SecureRandom random)
                throws KeyManagementException {
            throw new KeyManagementException("the context of " + serverName + " takes its keys from another one");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            throw new UnsupportedOperationException("sockets would not be bound to the name " + serverName);
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            throw new UnsupportedOperationException("the context of " + serverName + " is for clients");
        }
    }
}
