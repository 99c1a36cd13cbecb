// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.affinity;

import dev.cairn.discovery.IpAddress;
import dev.cairn.lb.internal.hash.Hash64;
import java.util.Collection;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** Who this client is to its servers: the machine, or pod, at its addresses. */
public final class ClientIdentity {
    private ClientIdentity() {}

    /** A number that is the same after a restart at the same addresses; a random one when there are none. */
    public static long of(Collection<IpAddress> addresses) {
        String text = addresses.stream().map(IpAddress::toString).sorted().collect(Collectors.joining(" "));
        return text.isEmpty() ? ThreadLocalRandom.current().nextLong() : Hash64.of(text);
    }
}
