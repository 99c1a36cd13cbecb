// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import java.io.IOException;
import java.net.CookieHandler;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The caller's cookies, kept under the service's name whatever the endpoint. <b>Thread-safe</b> when the caller's handler is. */
final class ServiceCookies extends CookieHandler {
    private final CookieHandler cookies;
    private final Origin service;

    ServiceCookies(CookieHandler cookies, Origin service) {
        this.cookies = cookies;
        this.service = service;
    }

    @Override
    public Map<String, List<String>> get(URI uri, Map<String, List<String>> requestHeaders) throws IOException {
        return cookies.get(service.named(uri), requestHeaders);
    }

    @Override
    public void put(URI uri, Map<String, List<String>> responseHeaders) throws IOException {
        cookies.put(service.named(uri), responseHeaders);
    }
}
