// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

import dev.cairn.lb.Outcome;
import io.grpc.Status;
import java.time.Duration;

/**
 * What the status of an attempt says of its endpoint. Statuses by which a server refuses a wrong call are successes of the endpoint, as
 * 4xx of HTTP is; {@code UNKNOWN} is what servers make of an exception.
 */
final class GrpcOutcomes {
    private GrpcOutcomes() {}

    static Outcome of(Status status) {
        return switch (status.getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, INTERNAL, UNKNOWN, DATA_LOSS -> Outcome.failure();
            case RESOURCE_EXHAUSTED -> Outcome.overload(Duration.ZERO);
            case CANCELLED -> Outcome.cancelled();
            case OK,
                    INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    FAILED_PRECONDITION,
                    ABORTED,
                    OUT_OF_RANGE,
                    UNIMPLEMENTED,
                    UNAUTHENTICATED -> Outcome.success();
        };
    }
}
