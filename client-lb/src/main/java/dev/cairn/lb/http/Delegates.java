// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import java.util.function.Supplier;

/** Makes the clients that do the sending, each as the caller's builders say. <b>Thread-safe</b> when the caller's supplier is. */
final class Delegates {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final Supplier<HttpClient.Builder> builders;
    private final Redirect redirects;
    private final HttpClient plain;

    Delegates(Supplier<HttpClient.Builder> builders) {
        this.builders = builders;
        HttpClient.Builder first = builders.get();
        if (first == builders.get()) {
            throw new IllegalArgumentException("the supplier must make a builder each time, such as"
                    + " HttpClient::newBuilder; it gave the same one twice, whose settings services would overwrite");
        }
        HttpClient asSaid = first.build();
        redirects = asSaid.followRedirects();
        if (redirects == Redirect.NEVER) {
            plain = asSaid;
        } else {
            NewerMethods.shutdown(asSaid);
            plain = builders.get().followRedirects(Redirect.NEVER).build();
        }
    }

    /** The client of requests that aren't for a service. It follows no redirects, which may lead to a service. */
    HttpClient plain() {
        return plain;
    }

    /** What the caller wants. */
    Redirect redirects() {
        return redirects;
    }

    /** One for all services by http, that sends whole URIs. */
    AbsoluteForm absoluteForm() {
        return new AbsoluteForm(balanced());
    }

    /** One for this service. */
    OriginForm originForm(Origin service) {
        HttpClient.Builder builder = balanced().proxy(HttpClient.Builder.NO_PROXY);
        plain.cookieHandler().ifPresent(cookies -> builder.cookieHandler(new ServiceCookies(cookies, service)));
        plain.authenticator()
                .ifPresent(passwords -> builder.authenticator(new ServiceAuthenticator(passwords, service)));
        if (service.isSecure()) {
            builder.sslContext(ServiceTls.context(plain.sslContext(), service.serverName()))
                    .sslParameters(ServiceTls.parameters(plain.sslParameters(), service.serverName()));
        }
        return new OriginForm(builder.build(), service);
    }

    private HttpClient.Builder balanced() {
        HttpClient.Builder builder = builders.get().version(Version.HTTP_1_1).followRedirects(Redirect.NEVER);
        if (plain.connectTimeout().isEmpty()) {
            builder.connectTimeout(CONNECT_TIMEOUT);
        }
        return builder;
    }
}
