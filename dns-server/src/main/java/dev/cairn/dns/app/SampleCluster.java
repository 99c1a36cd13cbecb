// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.Input;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import dev.cairn.discovery.ServiceSnapshot;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.cluster.ClusterModel;
import dev.cairn.dns.handler.kubernetes.KubernetesConfig;
import dev.cairn.dns.handler.kubernetes.KubernetesHandler;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.RecordType;
import java.time.Instant;
import java.util.List;

/** A cluster of two Services that exists only to be asked while the server warms up. */
final class SampleCluster {

    static final DomainName ZONE = DomainName.parse("cluster.local");
    static final DomainName REVERSE_ZONE = DomainName.parse("in-addr.arpa");

    /** A question that the sample answers, each in another way. */
    record Question(DomainName name, int type) {}

    private static final List<String> ENDPOINTS = List.of("10.244.0.1", "10.244.0.2", "10.244.0.3");

    private SampleCluster() {}

    static Handler handler() {
        KubernetesConfig config = KubernetesConfig.of(List.of(ZONE, REVERSE_ZONE));
        ClusterModel model = new ClusterModel(config.modelOptions(), List.of());
        Service plain = Service.builder(ServiceName.of("sample", "plain"))
                .clusterIps(IpAddress.parse("10.96.0.1"))
                .ports(ServicePort.tcp("http", 80))
                .build();
        Service headless = Service.builder(ServiceName.of("sample", "headless"))
                .headless()
                .ports(ServicePort.tcp("http", 80))
                .build();
        List<Endpoint> endpoints =
                ENDPOINTS.stream().map(IpAddress::parse).map(Endpoint::ready).toList();
        EndpointGroup group =
                EndpointGroup.of("sample", AddressFamily.IPV4, List.of(EndpointPort.tcp("http", 8080)), endpoints);
        model.onNamespace(Namespace.of("sample"));
        model.onService(ServiceSnapshot.of(plain, List.of(group), 1, "sample", Instant.EPOCH));
        model.onService(ServiceSnapshot.of(headless, List.of(group), 2, "sample", Instant.EPOCH));
        for (Input input : Input.values()) {
            model.onSynced(input);
        }
        return new KubernetesHandler(config, model);
    }

    static List<Question> questions() {
        return List.of(
                new Question(ZONE.prepend("plain.sample.svc"), RecordType.A),
                new Question(ZONE.prepend("plain.sample.svc"), RecordType.AAAA),
                new Question(ZONE.prepend("_http._tcp.plain.sample.svc"), RecordType.SRV),
                new Question(ZONE.prepend("headless.sample.svc"), RecordType.A),
                new Question(ZONE.prepend("_http._tcp.headless.sample.svc"), RecordType.SRV),
                new Question(ZONE.prepend("missing.sample.svc"), RecordType.A),
                new Question(REVERSE_ZONE.prepend("1.0.96.10"), RecordType.PTR));
    }
}
