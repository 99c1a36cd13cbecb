// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.Protocol;
import dev.cairn.discovery.ServicePort;
import dev.cairn.discovery.TargetPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the ports of Services and of EndpointSlices. A port of a protocol that the model does not know is passed over. */
final class Ports {
    private Ports() {}

    static List<ServicePort> readServicePorts(JsonParser parser, Interner interner) {
        List<ServicePort> ports = new ArrayList<>();
        for (boolean more = Json.firstElement(parser); more; more = Json.nextElement(parser)) {
            readServicePort(parser, interner).ifPresent(ports::add);
        }
        return interner.intern(List.copyOf(ports));
    }

    private static Optional<ServicePort> readServicePort(JsonParser parser, Interner interner) {
        String name = "";
        String appProtocol = "";
        String protocol = "";
        int number = 0;
        int nodePort = 0;
        Optional<TargetPort> target = Optional.empty();
        for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
            switch (field) {
                case "name" -> name = interner.intern(Json.text(parser));
                case "protocol" -> protocol = Json.text(parser);
                case "port" -> number = Json.integer(parser);
                case "nodePort" -> nodePort = Json.integer(parser);
                case "appProtocol" -> appProtocol = interner.intern(Json.text(parser));
                case "targetPort" -> target = readTargetPort(parser);
                default -> {}
            }
        }
        Optional<Protocol> known = protocol(protocol);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        ServicePort.Builder port = ServicePort.builder(number)
                .name(name)
                .protocol(known.get())
                .nodePort(nodePort)
                .appProtocol(appProtocol);
        target.ifPresent(port::targetPort);
        return Optional.of(port.build());
    }

    /** A number, a name, or 0 and the empty text, which both stand for the Service port's own number. */
    private static Optional<TargetPort> readTargetPort(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            int number = Json.integer(parser);
            return number == 0 ? Optional.empty() : Optional.of(TargetPort.of(number));
        }
        String name = Json.text(parser);
        return name.isEmpty() ? Optional.empty() : Optional.of(TargetPort.of(name));
    }

    /** The ports of a slice. One without a number stands for every port there is, which is none that could be named. */
    static List<EndpointPort> readEndpointPorts(JsonParser parser, Interner interner) {
        List<EndpointPort> ports = new ArrayList<>();
        for (boolean more = Json.firstElement(parser); more; more = Json.nextElement(parser)) {
            readEndpointPort(parser, interner).ifPresent(ports::add);
        }
        return interner.intern(List.copyOf(ports));
    }

    private static Optional<EndpointPort> readEndpointPort(JsonParser parser, Interner interner) {
        String name = "";
        String appProtocol = "";
        String protocol = "";
        int number = 0;
        for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
            switch (field) {
                case "name" -> name = interner.intern(Json.text(parser));
                case "protocol" -> protocol = Json.text(parser);
                case "port" -> number = Json.integer(parser);
                case "appProtocol" -> appProtocol = interner.intern(Json.text(parser));
                default -> {}
            }
        }
        Optional<Protocol> known = protocol(protocol);
        if (known.isEmpty() || number == 0) {
            return Optional.empty();
        }
        return Optional.of(new EndpointPort(name, known.get(), number, appProtocol));
    }

    private static Optional<Protocol> protocol(String text) {
        return switch (text) {
            case "", "TCP" -> Optional.of(Protocol.TCP);
            case "UDP" -> Optional.of(Protocol.UDP);
            case "SCTP" -> Optional.of(Protocol.SCTP);
            default -> Optional.empty();
        };
    }
}
