// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Node;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;

/** Reads a Node ({@code v1}). */
public final class NodeReader implements ObjectReader<Node> {
    private final List<IpAddress> addresses = new ArrayList<>();

    /** A reader. */
    public NodeReader() {}

    @Override
    public void begin() {
        addresses.clear();
    }

    @Override
    public void field(String name, JsonParser parser) {
        if (!name.equals("status")) {
            return;
        }
        for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
            if (field.equals("addresses")) {
                for (boolean more = Json.firstElement(parser); more; more = Json.nextElement(parser)) {
                    readAddress(parser);
                }
            }
        }
    }

    private void readAddress(JsonParser parser) {
        String type = "";
        String address = "";
        for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
            switch (field) {
                case "type" -> type = Json.text(parser);
                case "address" -> address = Json.text(parser);
                default -> {}
            }
        }
        if (type.equals("InternalIP")) {
            Addresses.addTo(addresses, address);
        }
    }

    @Override
    public Node end(Metadata metadata) {
        return new Node(metadata.name(), addresses, metadata.labels());
    }
}
