// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HttpsIT {
    @TempDir
    static Path folder;

    private static Certificates ofOrders;
    private static Certificates ofAddress;
    private static SSLContext trusting;

    private final HttpShop shop = new HttpShop();
    private final CairnHttpClient client =
            shop.client(true, () -> HttpClient.newBuilder().sslContext(trusting));

    @BeforeAll
    static void makeCertificates() throws Exception {
        ofOrders = Certificates.make(folder, "dns:orders.shop");
        ofAddress = Certificates.make(folder, "ip:127.0.0.1,dns:localhost");
        trusting = ofOrders.context(ofOrders, ofAddress);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private HttpResponse<String> get(String uri) throws Exception {
        return client.send(HttpShop.get(uri), ofString());
    }

    private void assertRefused(String uri) {
        assertThatThrownBy(() -> get(uri)).isInstanceOf(SSLException.class).hasMessageContaining("127.0.0.1");
        assertThat(shop.seen()).as("no request was sent").isEmpty();
    }

    @Test
    void spreadsCallsUnderTheServicesName() throws Exception {
        shop.expose("orders.shop", 443, new Backend("a", ofOrders), new Backend("b", ofOrders));
        Map<String, Integer> answers = new TreeMap<>();
        for (int i = 0; i < 6; i++) {
            HttpResponse<String> response = get("https://orders.shop/cart?id=7");
            assertThat(response.uri()).hasToString("https://orders.shop/cart?id=7");
            assertThat(response.sslSession().orElseThrow().getPeerHost()).isEqualTo("orders.shop");
            answers.merge(response.body(), 1, Integer::sum);
        }
        assertThat(answers).isEqualTo(Map.of("a", 3, "b", 3));
        assertThat(shop.backends).allSatisfy(backend -> {
            assertThat(backend.seen).containsOnly("GET /cart?id=7 orders.shop ");
            assertThat(backend.serverNames).containsOnly(new SNIHostName("orders.shop"));
        });
    }

    @Test
    void callsAServiceOnAPortOfItsOwn() throws Exception {
        shop.expose("orders.shop", 8443, new Backend("a", ofOrders));
        assertThat(client.sendAsync(HttpShop.get("https://ORDERS.shop:8443/"), ofString())
                        .get(10, TimeUnit.SECONDS)
                        .body())
                .isEqualTo("a");
        assertThat(shop.pod(0).seen).containsExactly("GET / orders.shop:8443 ");
    }

    @Test
    void refusesACertificateForTheAddressOnly() {
        shop.expose("orders.shop", 443, new Backend("a", ofAddress));
        assertRefused("https://orders.shop/");
    }

    @Test
    void refusesACertificateForAnotherName() {
        shop.expose("billing.shop", 443, new Backend("a", ofOrders));
        assertRefused("https://billing.shop/");
    }

    @Test
    void resumesNoSessionUnderAnotherName() throws Exception {
        Backend both = new Backend("a", ofOrders);
        shop.expose("orders.shop", 443, both);
        shop.expose("billing.shop", 443, both);
        assertThat(get("https://orders.shop/").statusCode()).isEqualTo(200);
        both.seen.clear();
        assertRefused("https://billing.shop/");
        assertThat(get("https://orders.shop/").statusCode()).isEqualTo(200);
    }

    @Test
    void resumesSessionsUnderTheSameName() throws Exception {
        shop.expose("orders.shop", 443, new Backend("a", ofOrders));
        long first = get("https://orders.shop/").sslSession().orElseThrow().getCreationTime();
        CairnHttpClient another =
                shop.client(true, () -> HttpClient.newBuilder().sslContext(trusting));
        long second = another.send(HttpShop.get("https://orders.shop/"), ofString())
                .sslSession()
                .orElseThrow()
                .getCreationTime();
        assertThat(second).as("when the session was made").isEqualTo(first);
    }

    @Test
    void refusesACertificateThatIsNotTrusted() {
        shop.expose("orders.shop", 443, new Backend("a", ofOrders));
        CairnHttpClient suspicious = shop.client(true, HttpClient::newBuilder);
        assertThatThrownBy(() -> suspicious.send(HttpShop.get("https://orders.shop/"), ofString()))
                .isInstanceOf(SSLException.class);
        assertThat(shop.seen()).isEmpty();
    }

    @Test
    void triesAnotherEndpointWhenOneShowsAWrongCertificateWhateverTheMethod() throws Exception {
        shop.expose("orders.shop", 443, new Backend("wrong", ofAddress), new Backend("right", ofOrders));
        for (int i = 0; i < 4; i++) {
            assertThat(client.send(HttpShop.post("https://orders.shop/", "order"), ofString())
                            .body())
                    .isEqualTo("right");
        }
        assertThat(shop.seen()).hasSize(4);
    }

    @Test
    void showsTheCallersOwnCertificate() throws Exception {
        Backend strict = new Backend("a", new HttpsConfigurator(ofOrders.context(ofOrders)) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        shop.expose("orders.shop", 443, strict);
        assertThat(get("https://orders.shop/").body()).isEqualTo("a");
    }

    @Test
    void keepsTheCallersTlsParameters() throws Exception {
        shop.expose("orders.shop", 443, new Backend("a", ofOrders));
        SSLParameters old = new SSLParameters();
        old.setProtocols(new String[] {"TLSv1.2"});
        CairnHttpClient careful = shop.client(
                true, () -> HttpClient.newBuilder().sslContext(trusting).sslParameters(old));
        assertThat(careful.send(HttpShop.get("https://orders.shop/"), ofString())
                        .sslSession()
                        .orElseThrow()
                        .getProtocol())
                .isEqualTo("TLSv1.2");
    }

    @Test
    void saysWhichFlagIsMissing() {
        shop.expose("orders.shop", 443, new Backend("a", ofOrders));
        CairnHttpClient absolute = shop.client();
        assertThatThrownBy(() -> absolute.send(HttpShop.get("https://orders.shop/"), ofString()))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(SSLPeerUnverifiedException.class)
                .hasMessageContaining("-Djdk.httpclient.allowRestrictedHeaders=host");
    }
}
