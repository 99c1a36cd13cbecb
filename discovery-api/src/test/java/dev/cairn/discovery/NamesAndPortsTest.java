// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesAndPortsTest {
    @Test
    void readsAServiceNameInTheOrderOfDns() {
        ServiceName name = ServiceName.parse("orders.shop");
        assertThat(name).isEqualTo(ServiceName.of("shop", "orders")).hasToString("orders.shop");
        assertThat(ServiceName.parse(name.toString())).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "orders", "orders.", ".shop", "orders.shop.svc", "or/ders.shop"})
    void refusesWhatIsNotServiceAndNamespace(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceName.parse(text))
                .withMessageContaining("was \"");
    }

    @Test
    void ordersNamesByNamespaceFirst() {
        assertThat(List.of(ServiceName.parse("b.a"), ServiceName.parse("c.a"), ServiceName.parse("a.b")))
                .isSorted();
    }

    @Test
    void aTargetPortIsANumberOrAName() {
        assertThat(TargetPort.of(8080)).hasToString("8080").matches(port -> !port.isNamed());
        assertThat(TargetPort.of("http")).hasToString("http").matches(TargetPort::isNamed);
        assertThatIllegalArgumentException().isThrownBy(() -> TargetPort.of(0));
        assertThatIllegalArgumentException().isThrownBy(() -> TargetPort.of(65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> TargetPort.of(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> TargetPort.of(""));
        assertThatIllegalArgumentException().isThrownBy(() -> new TargetPort(80, "http"));
    }

    @Test
    void aServicePortLeadsToItsOwnNumberByDefault() {
        ServicePort port = ServicePort.tcp("http", 80);
        assertThat(port.targetPort()).isEqualTo(TargetPort.of(80));
        assertThat(port.protocol()).isEqualTo(Protocol.TCP);
        assertThat(port.nodePort()).isZero();
        assertThat(port.appProtocol()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_536})
    void refusesPortNumbersOutOfRange(int number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServicePort.builder(number).build())
                .withMessage("number must be 1..65535, was %d", number);
        assertThatIllegalArgumentException().isThrownBy(() -> EndpointPort.tcp("http", number));
    }

    @Test
    void refusesNodePortsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServicePort.builder(80).nodePort(65_536).build())
                .withMessage("nodePort must be 0..65535, was 65536");
    }

    @Test
    void servicePortsDifferInEveryField() {
        List<ServicePort> ports = List.of(
                ServicePort.builder(80).build(),
                ServicePort.builder(81).build(),
                ServicePort.builder(80).name("a").build(),
                ServicePort.builder(80).protocol(Protocol.UDP).build(),
                ServicePort.builder(80).targetPort(TargetPort.of(8080)).build(),
                ServicePort.builder(80).nodePort(30_000).build(),
                ServicePort.builder(80).appProtocol("h2c").build());
        assertThat(ports).doesNotHaveDuplicates();
        assertThat(ServicePort.builder(80).targetPort(TargetPort.of(80)).build())
                .isEqualTo(ports.get(0))
                .hasSameHashCodeAs(ports.get(0));
    }

    @Test
    void nodesKnowTheirZone() {
        Map<String, String> labels = Map.of("topology.kubernetes.io/zone", "zone-a");
        assertThat(new Node("a", List.of(), labels).zone()).isEqualTo("zone-a");
        assertThat(new Node("a", List.of(), Map.of()).zone()).isEmpty();
    }
}
