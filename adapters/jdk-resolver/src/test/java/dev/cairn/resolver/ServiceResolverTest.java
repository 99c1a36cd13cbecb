// SPDX-License-Identifier: Apache-2.0
package dev.cairn.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import dev.cairn.lb.Balancers;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ServiceResolverTest {
    private static final LookupPolicy BOTH = LookupPolicy.of(LookupPolicy.IPV4 | LookupPolicy.IPV6);

    private final List<String> leftToTheJdk = new ArrayList<>();
    private final InMemoryDiscovery discovery = InMemoryDiscovery.of(Service.builder(ServiceName.parse("empty.shop"))
            .clusterIps(IpAddress.parse("10.96.0.9"))
            .ports(ServicePort.tcp("http", 80))
            .build());
    private final Balancers balancers = Balancers.builder()
            .source("k8s", discovery)
            .namespace("shop")
            .service("dual", "static:///10.0.0.1:80,[fd00::1]:80,10.0.0.2:80")
            .service("broken", "nothing:///orders.shop:80")
            .build();
    private final ServiceResolver resolver = resolver(() -> balancers);

    private ServiceResolver resolver(Supplier<Balancers> known) {
        InetAddressResolver builtin = new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                leftToTheJdk.add(host);
                return Stream.of(InetAddress.getByAddress(host, new byte[] {(byte) 192, 0, 2, 1}));
            }

            @Override
            public String lookupByAddress(byte[] address) {
                return "host-" + address.length;
            }
        };
        return new ServiceResolver(builtin, known);
    }

    @AfterEach
    void close() {
        balancers.close();
        discovery.close();
    }

    private List<String> addresses(String host, int characteristics) throws UnknownHostException {
        return resolver.lookupByName(host, LookupPolicy.of(characteristics))
                .map(InetAddress::getHostAddress)
                .toList();
    }

    @Test
    void answersForServicesByFamilyAndOrder() throws Exception {
        int both = LookupPolicy.IPV4 | LookupPolicy.IPV6;
        assertThat(addresses("dual", both)).containsExactlyInAnyOrder("10.0.0.1", "10.0.0.2", "fd00:0:0:0:0:0:0:1");
        assertThat(addresses("dual", LookupPolicy.IPV4)).containsExactlyInAnyOrder("10.0.0.1", "10.0.0.2");
        assertThat(addresses("dual", LookupPolicy.IPV6)).containsExactly("fd00:0:0:0:0:0:0:1");
        assertThat(addresses("dual", both | LookupPolicy.IPV6_FIRST)).startsWith("fd00:0:0:0:0:0:0:1");
        assertThat(addresses("dual", both | LookupPolicy.IPV4_FIRST)).endsWith("fd00:0:0:0:0:0:0:1");
        assertThat(leftToTheJdk).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"example.org", "localhost", "kubernetes.default.svc", "KUBERNETES.default.svc.cluster.local"})
    void leavesOtherNamesAndTheApiServerToTheJdk(String host) throws Exception {
        assertThat(resolver.lookupByName(host, BOTH)).hasSize(1);
        assertThat(leftToTheJdk).containsExactly(host);
        assertThat(resolver.lookupByAddress(new byte[4])).isEqualTo("host-4");
    }

    @Test
    void saysWhyAServiceHasNoAddress() {
        assertThatThrownBy(() -> resolver.lookupByName("empty.shop", BOTH))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("empty.shop");
        assertThat(leftToTheJdk).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent.shop", "broken"})
    void leavesToTheJdkWhatNothingIsKnownOf(String host) throws Exception {
        assertThat(resolver.lookupByName(host, BOTH)).hasSize(1);
        assertThat(leftToTheJdk).containsExactly(host);
    }

    @Test
    void leavesNamesThatALookupItselfNeedsToTheJdk() throws Exception {
        ServiceResolver[] self = new ServiceResolver[1];
        self[0] = resolver(() -> {
            try {
                assertThat(self[0].lookupByName("dual", BOTH)).hasSize(1);
            } catch (UnknownHostException e) {
                throw new IllegalStateException(e);
            }
            return balancers;
        });
        assertThat(self[0].lookupByName("dual", BOTH)).hasSize(3);
        assertThat(leftToTheJdk).containsExactly("dual");
    }

    @Test
    void answersTheProbeInEitherFamily() throws Exception {
        for (int family : new int[] {LookupPolicy.IPV4, LookupPolicy.IPV6}) {
            InetAddress answer = resolver.lookupByName(ServiceResolver.PROBE, LookupPolicy.of(family))
                    .findFirst()
                    .orElseThrow();
            assertThat(ServiceResolver.isProbeAnswer(answer.getAddress())).isTrue();
            assertThat(answer.getAddress()).hasSize(family == LookupPolicy.IPV4 ? 4 : 16);
        }
        assertThat(ServiceResolver.isProbeAnswer(new byte[] {127, 0, 0, 1})).isFalse();
    }
}
