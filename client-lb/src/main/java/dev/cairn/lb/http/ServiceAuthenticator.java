// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import java.net.Authenticator;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/** The caller's passwords, asked for by the service's name whatever the endpoint. <b>Thread-safe</b> when the caller's one is. */
final class ServiceAuthenticator extends Authenticator {
    private final Authenticator passwords;
    private final Origin service;

    ServiceAuthenticator(Authenticator passwords, Origin service) {
        this.passwords = passwords;
        this.service = service;
    }

    @Override
    public @Nullable PasswordAuthentication requestPasswordAuthenticationInstance(
            @Nullable String host,
            @Nullable InetAddress address,
            int port,
            String protocol,
            String prompt,
            String scheme,
            @Nullable URL url,
            RequestorType requestor) {
        return passwords.requestPasswordAuthenticationInstance(
                service.host(), address, service.port(), protocol, prompt, scheme, named(url), requestor);
    }

    private @Nullable URL named(@Nullable URL url) {
        if (url == null) {
            return null;
        }
        try {
            URI addressed = url.toURI();
            return service.named(addressed).toURL();
        } catch (URISyntaxException | MalformedURLException e) {
            throw new IllegalStateException(url + " was a URI before", e);
        }
    }
}
