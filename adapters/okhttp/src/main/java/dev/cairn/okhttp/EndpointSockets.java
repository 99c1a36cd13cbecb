// SPDX-License-Identifier: Apache-2.0
package dev.cairn.okhttp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;
import okhttp3.HttpUrl;

/**
 * Sockets of one attempt. OkHttp connects to the port of the URL, which is the Service's; the endpoint's own may be another one. They
 * also know whether connecting failed, so that the request was surely not sent. <b>Thread-safe.</b>
 */
final class EndpointSockets extends SocketFactory {
    private final SocketFactory factory;
    private final String host;
    private final int port;
    private final InetSocketAddress endpoint;
    private volatile boolean failed;

    EndpointSockets(SocketFactory factory, HttpUrl url, InetSocketAddress endpoint) {
        this.factory = factory;
        this.host = url.host();
        this.port = url.port();
        this.endpoint = endpoint;
    }

    boolean hasFailed() {
        return failed;
    }

    @Override
    public Socket createSocket() throws IOException {
        if (factory.equals(SocketFactory.getDefault())) {
            return new EndpointSocket();
        }
        if (endpoint.getPort() != port) {
            throw new IOException("the client's own SocketFactory can't be used for " + host + ":" + port
                    + ", whose endpoint " + endpoint + " has another port; name the Service's port like the pods' one");
        }
        return factory.createSocket();
    }

    @Override
    public Socket createSocket(String name, int number) throws IOException {
        return factory.createSocket(name, number);
    }

    @Override
    public Socket createSocket(String name, int number, InetAddress local, int localPort) throws IOException {
        return factory.createSocket(name, number, local, localPort);
    }

    @Override
    public Socket createSocket(InetAddress address, int number) throws IOException {
        return factory.createSocket(address, number);
    }

    @Override
    public Socket createSocket(InetAddress address, int number, InetAddress local, int localPort) throws IOException {
        return factory.createSocket(address, number, local, localPort);
    }

    private final class EndpointSocket extends Socket {
        @Override
        public void connect(SocketAddress address, int timeoutMillis) throws IOException {
            try {
                super.connect(isService(address) ? endpoint : address, timeoutMillis);
            } catch (IOException e) {
                failed = true;
                throw e;
            }
        }

        private boolean isService(SocketAddress address) {
            return address instanceof InetSocketAddress named
                    && named.getPort() == port
                    && named.getHostString().equals(host);
        }
    }
}
