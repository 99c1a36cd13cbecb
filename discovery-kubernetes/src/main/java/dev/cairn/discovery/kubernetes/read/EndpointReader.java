// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one element of {@code endpoints}. Only its first address counts, as the API says. */
final class EndpointReader {
    private final Interner interner;
    private final boolean podReferences;

    private String address = "";
    private String hostname = "";
    private String nodeName = "";
    private String zone = "";
    private String podName = "";
    private String podUid = "";
    private List<String> zoneHints = List.of();
    private List<String> nodeHints = List.of();
    private boolean isReady;
    private boolean isServing;
    private boolean isTerminating;

    EndpointReader(Interner interner, boolean podReferences) {
        this.interner = interner;
        this.podReferences = podReferences;
    }

    /** The endpoint; empty when it has no address that could be read. */
    Optional<Endpoint> read(JsonParser parser) {
        begin();
        for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
            switch (field) {
                case "addresses" -> address = readFirst(parser);
                case "hostname" -> hostname = Json.text(parser);
                case "nodeName" -> nodeName = interner.intern(Json.text(parser));
                case "zone" -> zone = interner.intern(Json.text(parser));
                case "conditions" -> readConditions(parser);
                case "hints" -> readHints(parser);
                case "targetRef" -> readTargetRef(parser);
                default -> {}
            }
        }
        if (!IpAddress.isLiteral(address)) {
            return Optional.empty();
        }
        return Optional.of(Endpoint.builder(IpAddress.parse(address))
                .hostname(hostname)
                .nodeName(nodeName)
                .zone(zone)
                .pod(podName, podUid)
                .zoneHints(zoneHints)
                .nodeHints(nodeHints)
                .conditions(isReady, isServing, isTerminating)
                .build());
    }

    private void begin() {
        address = "";
        hostname = "";
        nodeName = "";
        zone = "";
        podName = "";
        podUid = "";
        zoneHints = List.of();
        nodeHints = List.of();
        isReady = true;
        isServing = true;
        isTerminating = false;
    }

    private static String readFirst(JsonParser parser) {
        String first = "";
        for (boolean more = Json.firstElement(parser); more; more = Json.nextElement(parser)) {
            first = first.isEmpty() ? Json.text(parser) : first;
        }
        return first;
    }

    /** Ready when not said otherwise; serving as ready when not said. */
    private void readConditions(JsonParser parser) {
        boolean servingIsSaid = false;
        for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
            switch (field) {
                case "ready" -> isReady = Json.isTrue(parser, true);
                case "serving" -> {
                    servingIsSaid = parser.currentToken() != JsonToken.VALUE_NULL;
                    isServing = Json.isTrue(parser, true);
                }
                case "terminating" -> isTerminating = Json.isTrue(parser, false);
                default -> {}
            }
        }
        if (!servingIsSaid) {
            isServing = isReady;
        }
    }

    private void readHints(JsonParser parser) {
        for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
            switch (field) {
                case "forZones" -> zoneHints = readNames(parser);
                case "forNodes" -> nodeHints = readNames(parser);
                default -> {}
            }
        }
    }

    private List<String> readNames(JsonParser parser) {
        List<String> names = new ArrayList<>(1);
        for (boolean more = Json.firstElement(parser); more; more = Json.nextElement(parser)) {
            for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
                if (field.equals("name")) {
                    names.add(interner.intern(Json.text(parser)));
                }
            }
        }
        return interner.intern(List.copyOf(names));
    }

    private void readTargetRef(JsonParser parser) {
        if (!podReferences) {
            return;
        }
        String kind = "";
        String name = "";
        String uid = "";
        for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
            switch (field) {
                case "kind" -> kind = Json.text(parser);
                case "name" -> name = Json.text(parser);
                case "uid" -> uid = Json.text(parser);
                default -> {}
            }
        }
        if (kind.equals("Pod")) {
            podName = name;
            podUid = uid;
        }
    }
}
