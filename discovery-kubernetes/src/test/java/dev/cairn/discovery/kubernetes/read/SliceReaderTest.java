// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Protocol;
import dev.cairn.discovery.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SliceReaderTest {
    private static final String METADATA =
            "'metadata':{'name':'orders-x','namespace':'shop','resourceVersion':'12','labels':{'kubernetes.io/service-name':'orders'}}";

    private final Interner interner = new Interner();
    private final SliceReader reader = new SliceReader(interner, true);

    @Test
    void readsEveryFieldOfAnEndpoint() {
        EndpointGroup group = group("'addressType':'IPv4','endpoints':[{'addresses':['10.0.0.1','10.0.0.2'],"
                + "'conditions':{'ready':false,'serving':true,'terminating':true},'hostname':'db-0','nodeName':'node-a','zone':'z1',"
                + "'targetRef':{'kind':'Pod','name':'db-0','namespace':'shop','uid':'u-1'},"
                + "'hints':{'forZones':[{'name':'z1'},{'name':'z2'}],'forNodes':[{'name':'node-a'}]},'deprecatedTopology':{'a':'b'}}],"
                + "'ports':[{'name':'http','protocol':'TCP','port':8080,'appProtocol':'h2c'}]");
        assertThat(group)
                .isEqualTo(EndpointGroup.of(
                        "orders-x",
                        AddressFamily.IPV4,
                        List.of(new EndpointPort("http", Protocol.TCP, 8080, "h2c")),
                        List.of(Endpoint.builder(IpAddress.parse("10.0.0.1"))
                                .conditions(false, true, true)
                                .hostname("db-0")
                                .nodeName("node-a")
                                .zone("z1")
                                .pod("db-0", "u-1")
                                .zoneHints(List.of("z1", "z2"))
                                .nodeHints(List.of("node-a"))
                                .build())));
    }

    @Test
    void readsAnImportedSliceByTheLabelsOfImports() {
        SliceReader imports = SliceReader.ofImports(interner, false);
        String metadata = "{'metadata':{'name':'s','namespace':'shop','labels':{'kubernetes.io/service-name':'derived',"
                + "'multicluster.kubernetes.io/service-name':'db','multicluster.kubernetes.io/source-cluster':'CLUSTER'}},'addressType':'IPv4'}";
        Slice slice = Objects.requireNonNull(
                Parsing.object(imports, metadata.replace("CLUSTER", "east-1")).value());
        assertThat(slice.service()).isEqualTo(ServiceName.of("shop", "db"));
        assertThat(slice.group().clusterId()).isEqualTo("east-1");
        for (String noLabel : List.of("", "a.b", "-a", "a".repeat(64))) {
            assertThat(Parsing.object(imports, metadata.replace("CLUSTER", noLabel))
                            .value())
                    .as(noLabel)
                    .isNull();
        }
        Slice own = Objects.requireNonNull(
                Parsing.object(reader, metadata.replace("CLUSTER", "east-1")).value());
        assertThat(own.service()).isEqualTo(ServiceName.of("shop", "derived"));
        assertThat(own.group().clusterId()).isEmpty();
    }

    @Test
    void readsWhenTheChangeHappenedThatItTells() {
        String metadata = METADATA.replace(
                "'resourceVersion'",
                "'annotations':{'a':'b','endpoints.kubernetes.io/last-change-trigger-time':'TIME','c':'d'},'resourceVersion'");
        assertThat(triggeredAt(metadata.replace("TIME", "2026-11-23T12:00:00.25Z")))
                .contains(Instant.parse("2026-11-23T12:00:00.250Z"));
        assertThat(triggeredAt(metadata.replace("TIME", "2026-11-23T12:00:00+01:00")))
                .contains(Instant.parse("2026-11-23T11:00:00Z"));
        assertThat(triggeredAt(metadata.replace("TIME", "soon"))).isEmpty();
        assertThat(triggeredAt(METADATA)).isEmpty();
    }

    private Optional<Instant> triggeredAt(String metadata) {
        Slice slice = Parsing.object(reader, "{" + metadata + ",'addressType':'IPv4'}")
                .value();
        return Objects.requireNonNull(slice).group().changeTriggeredAt();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                       | true  | true  | false",
                "null                                     | true  | true  | false",
                "{'ready':null}                           | true  | true  | false",
                "{'ready':false}                          | false | false | false",
                "{'ready':false,'serving':null}           | false | false | false",
                "{'serving':false,'ready':true}           | true  | false | false",
                "{'ready':false,'serving':true,'terminating':true} | false | true | true",
            })
    void takesConditionsThatAreNotSaidAsTheApiSays(String json, boolean ready, boolean serving, boolean terminating) {
        Endpoint endpoint = group(
                        "'addressType':'IPv4','endpoints':[{'addresses':['10.0.0.1'],'conditions':" + json + "}]")
                .endpoints()
                .get(0);
        assertThat(List.of(endpoint.isReady(), endpoint.isServing(), endpoint.isTerminating()))
                .containsExactly(ready, serving, terminating);
    }

    @Test
    void doesNotKeepPodsUnlessAsked() {
        Slice slice = Objects.requireNonNull(Parsing.object(
                        new SliceReader(interner, false),
                        "{" + METADATA
                                + ",'addressType':'IPv4','endpoints':[{'addresses':['10.0.0.1'],'targetRef':{'kind':'Pod','name':'p','uid':'u'}}]}")
                .value());
        assertThat(slice.group().endpoints().get(0).podName()).isEmpty();
    }

    @Test
    void doesNotTakeAnotherKindForAPod() {
        assertThat(group(
                                "'addressType':'IPv4','endpoints':[{'addresses':['10.0.0.1'],'targetRef':{'kind':'Node','name':'n'}}]")
                        .endpoints()
                        .get(0)
                        .podName())
                .isEmpty();
    }

    @Test
    void readsFieldsInAnyOrder() {
        Slice slice = slice(
                "{'ports':[{'port':1}],'endpoints':[{'addresses':['fd00::1']}],'addressType':'IPv6'," + METADATA + "}");
        assertThat(slice.service()).isEqualTo(ServiceName.of("shop", "orders"));
        assertThat(slice.group().family()).isEqualTo(AddressFamily.IPV6);
        assertThat(slice.group().endpoints()).containsExactly(Endpoint.ready(IpAddress.parse("fd00::1")));
    }

    @Test
    void leavesOutAddressesThatAreNoneOrOfAnotherFamily() {
        assertThat(group("'addressType':'IPv4','endpoints':[{'addresses':['10.0.0.300']},{'addresses':[]},{},"
                                + "{'addresses':['fd00::1']},{'addresses':['10.0.0.2']}]")
                        .endpoints())
                .containsExactly(Endpoint.ready(IpAddress.parse("10.0.0.2")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'ports':null", "'ports':[]", "'ports':[{}]", "'ports':[{'name':'all','port':null}]", "'x':1"})
    void hasNoPortsWhereNoneIsNumbered(String ports) {
        assertThat(group("'addressType':'IPv4','endpoints':null," + ports).ports())
                .isEmpty();
    }

    @Test
    void leavesOutAPortOfAnUnknownProtocol() {
        assertThat(group(
                                "'addressType':'IPv4','ports':[{'name':'q','protocol':'QUIC','port':1},{'name':'d','protocol':'UDP','port':53}]")
                        .ports())
                .containsExactly(EndpointPort.of("d", Protocol.UDP, 53));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'metadata':{'name':'a','namespace':'shop'},'addressType':'IPv4'}",
                "{" + METADATA + ",'addressType':'FQDN','endpoints':[{'addresses':['example.com']}]}",
                "{" + METADATA + "}",
            })
    void standsForNothingWithoutServiceOrAddresses(String json) {
        assertThat(Parsing.object(reader, json).value()).isNull();
    }

    @Test
    void startsAnewWithEachObject() {
        slice("{" + METADATA
                + ",'addressType':'IPv6','endpoints':[{'addresses':['fd00::1'],'zone':'z'}],'ports':[{'port':1}]}");
        EndpointGroup next = group("'addressType':'IPv4','endpoints':[{'addresses':['10.0.0.1']}]");
        assertThat(next)
                .isEqualTo(EndpointGroup.of(
                        "orders-x",
                        AddressFamily.IPV4,
                        List.of(),
                        List.of(Endpoint.ready(IpAddress.parse("10.0.0.1")))));
    }

    @Test
    void sharesWhatRepeats() {
        EndpointGroup group =
                group("'addressType':'IPv4','endpoints':[{'addresses':['10.0.0.1'],'nodeName':'n','zone':'z'},"
                        + "{'addresses':['10.0.0.2'],'nodeName':'n','zone':'z'}],'ports':[{'name':'http','port':80}]");
        EndpointGroup other = group("'addressType':'IPv4','ports':[{'name':'http','port':80}]");
        assertThat(group.endpoints().get(0).zone().orElseThrow())
                .isSameAs(group.endpoints().get(1).zone().orElseThrow());
        assertThat(group.endpoints().get(0).nodeName().orElseThrow())
                .isSameAs(group.endpoints().get(1).nodeName().orElseThrow());
        assertThat(group.ports()).isSameAs(other.ports());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'addressType':4                              | expected a string at \"/addressType\", found VALUE_NUMBER_INT",
                "'endpoints':{}                               | expected an array at \"/endpoints\", found START_OBJECT",
                "'endpoints':[{'conditions':{'ready':'yes'}}] | expected true or false at \"/endpoints/0/conditions/ready\", found VALUE_STRING",
                "'ports':[{'port':'80'}]                      | expected a whole number at \"/ports/0/port\", found VALUE_STRING",
                "'ports':[{'port':70000}]                     | number must be 1..65535, was 70000",
            })
    void saysWhereAnObjectIsMalformedAndWhich(String json, String message) {
        assertThatThrownBy(() -> slice("{" + METADATA + "," + json + "}"))
                .isInstanceOfSatisfying(
                        MalformedObjectException.class,
                        e -> assertThat(e.metadata().orElseThrow().name()).isEqualTo("orders-x"))
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{'metadata':{}}",
                "{'metadata':null}",
                "\u0000",
                "{'metadata':{'name':'x'"
            })
    void refusesWhatIsNoObject(String json) {
        assertThatThrownBy(() -> Parsing.object(reader, json)).isInstanceOf(MalformedObjectException.class);
    }

    private EndpointGroup group(String fields) {
        return slice("{" + METADATA + "," + fields + "}").group();
    }

    private Slice slice(String json) {
        return Objects.requireNonNull(Parsing.object(reader, json).value());
    }
}
