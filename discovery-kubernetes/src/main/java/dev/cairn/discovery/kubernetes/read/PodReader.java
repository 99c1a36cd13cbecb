// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** Reads a Pod ({@code v1}). One that is finished, lost or has no address yet stands for nothing in the model. */
public final class PodReader implements ObjectReader<Pod> {
    private final Interner interner;
    private final boolean addressesOnly;
    private String nodeName = "";
    private boolean hostNetwork;
    private String phase = "";
    private String podIp = "";
    private List<IpAddress> podIps = List.of();

    /** A reader; with {@code addressesOnly} pods carry no more than their names and addresses, and whether these are their node's. */
    public PodReader(Interner interner, boolean addressesOnly) {
        this.interner = Objects.requireNonNull(interner, "interner");
        this.addressesOnly = addressesOnly;
    }

    @Override
    public void begin() {
        nodeName = "";
        hostNetwork = false;
        phase = "";
        podIp = "";
        podIps = List.of();
    }

    @Override
    public void field(String name, JsonParser parser) {
        switch (name) {
            case "spec" -> readSpec(parser);
            case "status" -> readStatus(parser);
            default -> {}
        }
    }

    private void readSpec(JsonParser parser) {
        for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
            switch (field) {
                case "nodeName" -> nodeName = interner.intern(Json.text(parser));
                case "hostNetwork" -> hostNetwork = Json.isTrue(parser, false);
                default -> {}
            }
        }
    }

    private void readStatus(JsonParser parser) {
        for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
            switch (field) {
                case "phase" -> phase = Json.text(parser);
                case "podIP" -> podIp = Json.text(parser);
                case "podIPs" -> podIps = Addresses.readIpFields(parser);
                default -> {}
            }
        }
    }

    @Override
    public @Nullable Pod end(Metadata metadata) {
        List<IpAddress> addresses = new ArrayList<>(podIps);
        if (addresses.isEmpty()) {
            Addresses.addTo(addresses, podIp);
        }
        if (addresses.isEmpty() || isOver()) {
            return null;
        }
        Pod.Builder pod = Pod.builder(metadata.namespace(), metadata.name())
                .addresses(addresses)
                .hostNetwork(hostNetwork);
        return addressesOnly
                ? pod.build()
                : pod.uid(metadata.uid())
                        .nodeName(nodeName)
                        .labels(metadata.labels())
                        .build();
    }

    private boolean isOver() {
        return switch (phase) {
            case "Succeeded", "Failed", "Unknown" -> true;
            default -> false;
        };
    }
}
