// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.state;

import dev.cairn.discovery.ClusterWatcher;
import dev.cairn.dns.cluster.ClusterModel;
import dev.cairn.dns.cluster.ModelOptions;
import dev.cairn.dns.conformance.ClusterWorld;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Something to write. */
final class Worlds {
    static final String SUBJECT = "https://192.0.2.1:6443, all of it";

    /** One of each kind. */
    static final String SMALL = """
            namespace shop
            namespace other
            service  web.shop   10.96.0.1,fd00:96::1 http:80/tcp :9090/udp
            slice    web.shop/a http:8080/tcp sig:9/sctp | 10.244.0.1=web-0@pod-0 !10.244.0.2 10.244.0.3
            slice    web.shop/b http:8080/tcp | fd00:244::1@pod-6
            slice    web.shop/c http:8080/tcp | !10.244.0.9
            headless db.shop    pg:5432/tcp
            slice    db.shop/a  pg:5432/tcp | 10.244.0.4=db-0
            external mirror.other www.example.com
            service  none.other -
            """;

    private Worlds() {}

    /** What a model that was told these lines shows. */
    static Consumer<ClusterWatcher> content(String lines) {
        ClusterModel model = new ClusterModel(new ModelOptions(Set.of(), true, true), List.of());
        new ClusterWorld(model).apply(lines).synced();
        return model::show;
    }
}
