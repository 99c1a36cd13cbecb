// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClassifierTest {
    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of(new ConnectException(), Outcome.neverSent()),
                Arguments.of(new NoRouteToHostException(), Outcome.neverSent()),
                Arguments.of(new HttpConnectTimeoutException("connect"), Outcome.neverSent()),
                Arguments.of(new UncheckedIOException(new ConnectException()), Outcome.neverSent()),
                Arguments.of(new IOException("reset"), Outcome.failure()),
                Arguments.of(new SocketException("reset"), Outcome.failure()),
                Arguments.of(new EOFException(), Outcome.failure()),
                Arguments.of(new TimeoutException(), Outcome.failure()),
                // a subclass of InterruptedIOException that is no interrupt
                Arguments.of(new SocketTimeoutException(), Outcome.failure()),
                Arguments.of(new InterruptedIOException(), Outcome.cancelled()),
                Arguments.of(new InterruptedException(), Outcome.cancelled()),
                Arguments.of(new ClosedByInterruptException(), Outcome.cancelled()),
                Arguments.of(new CancellationException(), Outcome.cancelled()),
                Arguments.of(new IllegalStateException(), Outcome.callerFault()),
                Arguments.of(new OutOfMemoryError(), Outcome.callerFault()));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void judgesTheErrorsOfTheJdk(Throwable error, Outcome expected) {
        assertThat(Classifier.standard().ofError(error)).isEqualTo(expected);
    }
}
