// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.forward;

import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.upstream.Failure;
import dev.cairn.dns.upstream.ForwardOptions;
import dev.cairn.dns.wire.EdnsOptionCode;
import dev.cairn.dns.wire.ExtendedError;
import java.nio.charset.StandardCharsets;

/** What a client, and whoever logs, is told when the servers gave no answer. */
final class NoAnswer {

    private NoAnswer() {}

    /**
     * Writes SERVFAIL with the reason (RFC 8914), and says it to those who log.
     *
     * @param last the last server that was asked, with the transport; empty for none
     */
    static Outcome write(Exchange exchange, Failure failure, String last, ForwardOptions options) {
        byte[] text = failure.reason().getBytes(StandardCharsets.UTF_8);
        byte[] option = new byte[2 + text.length];
        option[1] = (byte) code(failure);
        System.arraycopy(text, 0, option, 2, text.length);
        exchange.response().option(EdnsOptionCode.EXTENDED_ERROR, option, 0, option.length);
        String reason = reason(failure, last, options);
        // RFC 9520 §2: what servers fail to do is kept for a moment, what we do not even ask is not.
        boolean isOurs = failure == Failure.OVERLOADED || failure == Failure.CLOSED;
        return isOurs ? exchange.failForNow(reason) : exchange.fail(reason);
    }

    private static int code(Failure failure) {
        return switch (failure) {
            case OVERLOADED, LOOPING -> ExtendedError.OTHER;
            case TIMED_OUT, ALL_DOWN -> ExtendedError.NO_REACHABLE_AUTHORITY;
            case UNREACHABLE -> ExtendedError.NETWORK_ERROR;
            case INVALID -> ExtendedError.INVALID_DATA;
            case CLOSED -> ExtendedError.NOT_READY;
        };
    }

    /** In the words that expressions of {@code consolidate} are written for. */
    private static String reason(Failure failure, String last, ForwardOptions options) {
        return switch (failure) {
            case OVERLOADED -> "concurrent queries exceeded maximum " + options.maxConcurrent();
            case TIMED_OUT -> last.isEmpty() ? "i/o timeout" : "read " + last + ": i/o timeout";
            case UNREACHABLE -> "dial " + last + ": connection refused or unreachable";
            case INVALID -> "read " + last + ": " + failure.reason();
            case ALL_DOWN -> "no healthy proxies";
            case LOOPING, CLOSED -> failure.reason();
        };
    }
}
