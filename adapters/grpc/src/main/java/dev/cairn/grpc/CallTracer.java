// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

import dev.cairn.lb.Pick;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.Status;

/** Tells a balancer how one attempt went. <b>Confined to</b> the transport, which calls from one thread at a time. */
final class CallTracer extends ClientStreamTracer {
    private final Pick pick;

    CallTracer(Pick pick) {
        this.pick = pick;
    }

    /** What counts as latency; a stream may stay open for hours. */
    @Override
    public void inboundHeaders(Metadata headers) {
        pick.answered();
    }

    @Override
    public void streamClosed(Status status) {
        pick.finish(GrpcOutcomes.of(status));
    }
}
