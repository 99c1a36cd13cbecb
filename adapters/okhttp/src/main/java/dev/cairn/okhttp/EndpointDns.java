// SPDX-License-Identifier: Apache-2.0
package dev.cairn.okhttp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;

/**
 * Answers for the service with one endpoint. OkHttp shares a connection between calls whose {@code Dns} are equal, so this is equal for
 * equal endpoints.
 *
 * @param host the service's host, as OkHttp has it
 * @param endpoint the endpoint
 * @param others answers for all other hosts
 */
record EndpointDns(String host, InetSocketAddress endpoint, Dns others) implements Dns {
    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        if (!hostname.equals(host)) {
            return others.lookup(hostname);
        }
        return List.of(InetAddress.getByAddress(host, endpoint.getAddress().getAddress()));
    }
}
