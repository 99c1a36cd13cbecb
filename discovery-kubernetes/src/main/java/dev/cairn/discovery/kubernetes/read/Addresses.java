// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import dev.cairn.discovery.IpAddress;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;

/** Reads addresses. A text that is none is passed over: one bad address must not hide the good ones beside it. */
final class Addresses {
    private Addresses() {}

    /** The addresses in an array of strings. */
    static List<IpAddress> readTexts(JsonParser parser) {
        List<IpAddress> addresses = new ArrayList<>();
        for (boolean more = Json.firstElement(parser); more; more = Json.nextElement(parser)) {
            addTo(addresses, Json.text(parser));
        }
        return addresses;
    }

    /** The addresses in an array of objects with a field {@code ip}. */
    static List<IpAddress> readIpFields(JsonParser parser) {
        List<IpAddress> addresses = new ArrayList<>();
        for (boolean more = Json.firstElement(parser); more; more = Json.nextElement(parser)) {
            for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
                if (field.equals("ip")) {
                    addTo(addresses, Json.text(parser));
                }
            }
        }
        return addresses;
    }

    static void addTo(List<IpAddress> addresses, String text) {
        if (IpAddress.isLiteral(text)) {
            addresses.add(IpAddress.parse(text));
        }
    }
}
