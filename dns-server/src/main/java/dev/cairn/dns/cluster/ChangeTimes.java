// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.discovery.EndpointGroup;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells how long changes of endpoints took until they were answered. <b>Confined to</b> the thread that writes the model. */
final class ChangeTimes {
    private final ChangeListener listener;
    private final InstantSource clock;

    ChangeTimes(ChangeListener listener, InstantSource clock) {
        this.listener = listener;
        this.clock = clock;
    }

    /** Tells of each group that is new in a version which was just published. */
    void tell(CompiledService now, @Nullable CompiledService before) {
        if (now.isExternal()) {
            return;
        }
        List<EndpointGroup> known = before == null ? List.of() : before.groups();
        List<EndpointGroup> groups = now.groups();
        for (int i = 0; i < groups.size(); i++) {
            EndpointGroup group = groups.get(i);
            boolean isKept = i < known.size() && known.get(i) == group // the rule, and cheap
                    || known.stream().anyMatch(other -> other == group);
            if (!isKept) {
                group.changeTriggeredAt().ifPresent(moment -> listener.onEndpoints(now.isHeadless(), since(moment)));
            }
        }
    }

    /** Clocks of two machines may differ. */
    private Duration since(Instant moment) {
        Duration duration = Duration.between(moment, clock.instant());
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
