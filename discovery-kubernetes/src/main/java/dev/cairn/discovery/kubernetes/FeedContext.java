// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.kubernetes.ApiServer.Connections;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** What a feed works with. */
record FeedContext(
        Loop loop,
        ApiServer server,
        Connections connections,
        Tuning tuning,
        InstantSource clock,
        RandomGenerator random) {
    FeedContext with(Connections other) {
        return new FeedContext(loop, server, other, tuning, clock, random);
    }
}
