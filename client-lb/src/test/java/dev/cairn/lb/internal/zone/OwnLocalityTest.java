// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.zone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServiceSnapshot;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnLocalityTest {
    private static final IpAddress OWN = IpAddress.parse("10.0.0.9");
    private static final Map<String, String> ENVIRONMENT = Map.of("CAIRN_ZONE", "env-zone", "CAIRN_NODE", " env-node ");

    private static OwnLocality own(String zone, String node, Map<String, String> environment) {
        return new OwnLocality(new Locality(zone, node), environment, Set.of(OWN));
    }

    private static ServiceSnapshot snapshot(Endpoint... endpoints) {
        EndpointGroup group = EndpointGroup.of("web-1", AddressFamily.IPV4, List.of(), Arrays.asList(endpoints));
        Service web = Service.builder(ServiceName.parse("web.shop")).build();
        return ServiceSnapshot.of(web, List.of(group), 1, "test", Instant.EPOCH);
    }

    private static Endpoint self(String zone, String node) {
        return Endpoint.builder(OWN).zone(zone).nodeName(node).build();
    }

    @Test
    void anOptionGoesBeforeTheEnvironmentAndThatBeforeWhatIsFound() {
        OwnLocality locality = own("option-zone", "", ENVIRONMENT);
        assertThat(locality.locality()).isEqualTo(new Locality("option-zone", "env-node"));
        assertThat(locality.learn(snapshot(self("z", "n")))).isFalse();
        assertThat(locality.locality()).isEqualTo(new Locality("option-zone", "env-node"));
    }

    @Test
    void findsItselfAmongTheEndpointsOfAService() {
        OwnLocality locality = own("", "", Map.of());
        assertThat(locality.learn(snapshot(Endpoint.builder(IpAddress.parse("10.0.0.1"))
                        .zone("other")
                        .build())))
                .isFalse();
        assertThat(locality.learn(snapshot(self("z", "n")))).isTrue();
        assertThat(locality.locality()).isEqualTo(new Locality("z", "n"));
        assertThat(locality.learn(snapshot(self("y", "m")))).isFalse();
    }

    @Test
    void addsWhatIsMissing() {
        OwnLocality locality = own("", "given", Map.of());
        assertThat(locality.learn(snapshot(self("", "n")))).isFalse();
        assertThat(locality.learn(snapshot(self("z", "n")))).isTrue();
        assertThat(locality.locality()).isEqualTo(new Locality("z", "given"));
    }
}
