// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DelegatesTest {
    private static final Origin ORDERS = Origin.of(URI.create("http://orders.shop/"));
    private static final Origin BILLING = Origin.of(URI.create("http://billing.shop/"));

    private long nowNanos;

    @Test
    void refusesASupplierOfOneBuilder() {
        HttpClient.Builder one = HttpClient.newBuilder();
        assertThatThrownBy(() -> new Delegates(() -> one))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HttpClient::newBuilder");
    }

    @Test
    void keepsWhatTheCallersBuildersSay() {
        Delegates delegates = new Delegates(() -> HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(7))
                .followRedirects(Redirect.ALWAYS)
                .executor(Runnable::run));
        assertThat(delegates.redirects()).isEqualTo(Redirect.ALWAYS);
        HttpClient balanced = delegates.originForm(ORDERS).client();
        assertThat(balanced.connectTimeout()).contains(Duration.ofSeconds(7));
        assertThat(balanced.executor()).isPresent();
        assertThat(balanced.followRedirects()).isEqualTo(Redirect.NEVER);
        assertThat(balanced.version()).isEqualTo(Version.HTTP_1_1);
    }

    @Test
    void connectsWithinTwoSecondsByDefault() {
        Delegates delegates = new Delegates(HttpClient::newBuilder);
        assertThat(delegates.absoluteForm().client().connectTimeout()).contains(Duration.ofSeconds(2));
        assertThat(delegates.plain().connectTimeout())
                .as("other requests are untouched")
                .isEmpty();
    }

    @Test
    void forgetsAServiceThatNobodyCalls() {
        Wires wires = new Wires(new Delegates(HttpClient::newBuilder), true, () -> nowNanos);
        Wire orders = wires.to(ORDERS);
        nowNanos = Wires.IDLE_NANOS;
        assertThat(wires.to(ORDERS)).isSameAs(orders);
        nowNanos = 2 * Wires.IDLE_NANOS;
        Wire billing = wires.to(BILLING);
        assertThat(wires.clients()).containsExactlyInAnyOrder(orders.client(), billing.client());
        nowNanos++;
        nowNanos += Wires.IDLE_NANOS;
        wires.to(Origin.of(URI.create("http://cart.shop/")));
        assertThat(wires.clients()).hasSize(1);
    }
}
