// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a redirect leads (RFC 9110 §15.4), by the rules of the JDK's client. <b>Immutable.</b> */
final class Redirects {
    /** How many are followed one after the other, by the JDK's own property. */
    static final int LIMIT = Math.max(0, Integer.getInteger("jdk.httpclient.redirects.retrylimit", 5));

    private static final Set<String> CREDENTIALS = Set.of("authorization", "cookie", "proxy-authorization", "host");
    private static final Set<String> OF_CONTENT =
            Set.of("content-type", "content-encoding", "content-language", "content-location", "digest");

    private final Redirect policy;

    Redirects(Redirect policy) {
        this.policy = policy;
    }

    /**
     * The request that follows on this answer; null when the answer is no redirect, or one that isn't followed.
     *
     * @throws ProtocolException when it leads nowhere
     */
    @Nullable
    HttpRequest next(HttpRequest request, int status, HttpHeaders headers) throws ProtocolException {
        if (policy == Redirect.NEVER || !isRedirect(status)) {
            return null;
        }
        URI target = target(request.uri(), status, headers);
        if (!isAllowed(request.uri(), target)) {
            return null;
        }
        boolean becomesGet = becomesGet(request.method(), status);
        return becomesGet || RequestBody.isReplayable(request) ? redirected(request, target, becomesGet) : null;
    }

    private static boolean isRedirect(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    private static URI target(URI from, int status, HttpHeaders headers) throws ProtocolException {
        String location = headers.firstValue("Location").orElse("");
        try {
            URI target = from.resolve(URI.create(location.strip()));
            if (!location.isBlank() && target.getHost() != null) {
                return target;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new ProtocolException(from + " answered " + status
                + (location.isBlank() ? " without a Location" : " with a Location that is no URL: " + location));
    }

    private boolean isAllowed(URI from, URI to) {
        String scheme = to.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return false;
        }
        return policy == Redirect.ALWAYS || scheme.equals("https") || scheme.equalsIgnoreCase(from.getScheme());
    }

    private static boolean becomesGet(String method, int status) {
        return switch (status) {
            case 301, 302 -> method.equals("POST");
            case 303 -> !method.equals("HEAD");
            default -> false;
        };
    }

    private static HttpRequest redirected(HttpRequest request, URI target, boolean becomesGet) {
        boolean isSameOrigin = Origin.of(request.uri()).equals(Origin.of(target));
        HttpRequest.Builder next = HttpRequest.newBuilder(request, (name, value) -> {
                    String header = name.toLowerCase(Locale.ROOT);
                    return (isSameOrigin || !CREDENTIALS.contains(header))
                            && (!becomesGet || !OF_CONTENT.contains(header));
                })
                .uri(target);
        if (becomesGet) {
            next.GET().expectContinue(false);
        }
        return next.build();
    }
}
