// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectsTest {
    private static final String HERE = "http://orders.shop/a/b";

    private static HttpRequest request(String method, BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create(HERE))
                .method(method, body)
                .header("Content-Type", "text/plain")
                .header("Authorization", "Bearer t")
                .header("Cookie", "a=b")
                .header("X-Trace", "7")
                .build();
    }

    private static @Nullable HttpRequest next(Redirect policy, HttpRequest request, int status, String location)
            throws ProtocolException {
        HttpHeaders headers = HttpHeaders.of(Map.of("Location", List.of(location)), (name, value) -> true);
        return new Redirects(policy).next(request, status, headers);
    }

    private static @Nullable HttpRequest next(String method, int status, String location) throws ProtocolException {
        return next(Redirect.ALWAYS, request(method, BodyPublishers.ofString("body")), status, location);
    }

    private static HttpRequest followed(@Nullable HttpRequest next) {
        assertThat(next).as("the request that follows").isNotNull();
        return next == null ? request("GET", BodyPublishers.noBody()) : next;
    }

    @ParameterizedTest
    @CsvSource({
        "301, POST, GET", "302, POST, GET", "303, POST, GET", "307, POST, POST", "308, POST, POST",
        "301, PUT, PUT", "302, DELETE, DELETE", "303, PUT, GET", "303, HEAD, HEAD", "302, HEAD, HEAD"
    })
    void changesTheMethodAsTheStatusSays(int status, String method, String expected) throws Exception {
        HttpRequest next = followed(next(method, status, "/c"));
        assertThat(next.method()).isEqualTo(expected);
        boolean keepsBody = method.equals(expected);
        assertThat(next.bodyPublisher().isPresent()).isEqualTo(keepsBody);
        assertThat(next.headers().firstValue("Content-Type").isPresent()).isEqualTo(keepsBody);
        assertThat(next.headers().firstValue("X-Trace")).contains("7");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 300, 304, 305, 306, 309, 404, 503})
    void followsNoOtherStatus(int status) throws Exception {
        assertThat(next("GET", status, "/c")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "/c, http://orders.shop/c",
        "c?x=1, http://orders.shop/a/c?x=1",
        "../c, http://orders.shop/c",
        "//billing.shop:81/c, http://billing.shop:81/c",
        "https://orders.shop/c, https://orders.shop/c"
    })
    void resolvesTheLocationAgainstTheServicesUrl(String location, String expected) throws Exception {
        assertThat(followed(next("GET", 302, location)).uri()).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/c, true",
        "http://ORDERS.shop:80/c, true",
        "http://orders.shop:81/c, false",
        "https://orders.shop/c, false"
    })
    void keepsCredentialsForTheSameOriginOnly(String location, boolean keeps) throws Exception {
        HttpRequest next = followed(next("GET", 302, location));
        assertThat(next.headers().firstValue("Authorization").isPresent()).isEqualTo(keeps);
        assertThat(next.headers().firstValue("Cookie").isPresent()).isEqualTo(keeps);
    }

    @Test
    void theNormalPolicyNeverLeavesHttps() throws Exception {
        HttpRequest secure =
                HttpRequest.newBuilder(URI.create("https://orders.shop/")).build();
        assertThat(next(Redirect.NORMAL, secure, 302, "http://orders.shop/")).isNull();
        assertThat(next(Redirect.ALWAYS, secure, 302, "http://orders.shop/")).isNotNull();
        assertThat(next(Redirect.NORMAL, secure, 302, "https://billing.shop/")).isNotNull();
        HttpRequest plain = request("GET", BodyPublishers.noBody());
        assertThat(next(Redirect.NORMAL, plain, 302, "https://orders.shop/")).isNotNull();
        assertThat(next(Redirect.NEVER, plain, 302, "/c")).isNull();
    }

    @Test
    void followsHttpOnly() throws Exception {
        assertThat(next("GET", 302, "ftp://orders.shop/file")).isNull();
    }

    @Test
    void sendsNoBodyThatCanBeSentOnceOnly() throws Exception {
        HttpRequest once = request("POST", BodyPublishers.fromPublisher(BodyPublishers.ofString("x")));
        assertThat(next(Redirect.ALWAYS, once, 307, "/c")).isNull();
        assertThat(next(Redirect.ALWAYS, once, 303, "/c")).as("needs no body").isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "http://", "::", "mailto:someone"})
    void saysThatARedirectLeadsNowhere(String location) {
        assertThatThrownBy(() -> next("GET", 302, location))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("http://orders.shop/a/b answered 302 with");
    }
}
