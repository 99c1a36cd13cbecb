// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/** A response in terms of the service: its request and URI are those of the caller, not of the endpoint. <b>Immutable.</b> */
record ServiceResponse<T>(HttpRequest request, HttpResponse<T> response, Optional<HttpResponse<T>> previousResponse)
        implements HttpResponse<T> {
    @Override
    public int statusCode() {
        return response.statusCode();
    }

    @Override
    public HttpHeaders headers() {
        return response.headers();
    }

    @Override
    public T body() {
        return response.body();
    }

    @Override
    public Optional<SSLSession> sslSession() {
        return response.sslSession();
    }

    @Override
    public URI uri() {
        return request.uri();
    }

    @Override
    public HttpClient.Version version() {
        return response.version();
    }

    /** As {@code HttpResponse.connectionLabel()} of JDK 25. */
    @SuppressWarnings("unused") // an older JDK knows of no such method
    public Optional<String> connectionLabel() {
        return NewerMethods.connectionLabel(response);
    }

    @Override
    public String toString() {
        return "(" + request.method() + " " + uri() + ") " + statusCode();
    }
}
