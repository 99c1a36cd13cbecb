// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.lb.Outcome;
import io.grpc.Status;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GrpcOutcomesTest {
    private static final Set<Status.Code> OF_THE_SERVER = Set.of(
            Status.Code.UNAVAILABLE,
            Status.Code.DEADLINE_EXCEEDED,
            Status.Code.INTERNAL,
            Status.Code.UNKNOWN,
            Status.Code.DATA_LOSS,
            Status.Code.RESOURCE_EXHAUSTED);

    @ParameterizedTest
    @EnumSource(Status.Code.class)
    void onlyFailuresOfTheServerCountAgainstIt(Status.Code code) {
        Outcome outcome = GrpcOutcomes.of(code.toStatus());
        assertThat(outcome.isEndpointFailure()).isEqualTo(OF_THE_SERVER.contains(code));
        assertThat(outcome instanceof Outcome.Cancelled).isEqualTo(code == Status.Code.CANCELLED);
    }
}
