// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceTargetTest {
    @ParameterizedTest
    @CsvSource({
        "k8s:///orders.shop:grpc, k8s:///orders.shop:grpc, orders.shop",
        "k8s:///orders.shop.svc.cluster.local:443, k8s:///orders.shop:443, orders.shop.svc.cluster.local:443",
        "kubernetes:///orders:9000, k8s:///orders:9000, orders:9000",
        "kubernetes://shop/orders:grpc, k8s:///orders.shop:grpc, orders.shop",
        "kubernetes://shop/orders, k8s:///orders.shop, orders.shop",
        "kubernetes://orders.shop:8080/, k8s:///orders.shop:8080, orders.shop:8080",
        "kubernetes://orders:8080, k8s:///orders:8080, orders:8080",
        "manifests:///orders.shop:grpc?folder=a, manifests:///orders.shop:grpc?folder=a, orders.shop",
    })
    void readsTheFormsThatAreInUse(URI uri, String target, String authority) {
        ServiceTarget read = ServiceTarget.of(uri);
        assertThat(read.target()).hasToString(target);
        assertThat(read.authority()).isEqualTo(authority);
    }

    @Test
    void guessesWhatWasMeant() {
        assertThatThrownBy(() -> ServiceTarget.of(URI.create("k8s:///shop/orders:grpc")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("did you mean k8s:///orders.shop:grpc");
    }
}
