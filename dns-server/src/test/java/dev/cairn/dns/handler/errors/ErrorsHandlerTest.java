// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.errors;

import static dev.cairn.dns.chain.Asking.ask;
import static dev.cairn.dns.chain.Asking.dispatcher;
import static dev.cairn.dns.chain.Asking.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.handler.Blocks;
import dev.cairn.dns.handler.CapturedLog;
import dev.cairn.dns.wire.DomainName;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

class ErrorsHandlerTest {
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);

    @Test
    void writesOneLineASecondAndTheNumberLeftOut() {
        Dispatcher dispatcher = dispatcher(Plan.builder(DomainName.ROOT)
                .handlers(List.of(new ErrorsHandler(new ErrorsConfig(false), nanoTime::get), new Broken()))
                .build());
        try (CapturedLog captured = new CapturedLog(ErrorsHandler.class)) {
            for (int i = 0; i < 10; i++) {
                ask(dispatcher, question("a.example.", Type.A));
            }
            nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
            ask(dispatcher, question("b.example.", Type.SRV));
            assertThat(captured.lines())
                    .containsExactly(
                            "a.example. A: answered SERVFAIL after an internal error: java.lang.IllegalStateException: bug",
                            "b.example. SRV: answered SERVFAIL after an internal error: java.lang.IllegalStateException: bug"
                                    + " (and 9 more failures since the last line)");
        }
    }

    @Test
    void readsItsOptions() {
        Problems problems = new Problems();
        assertThat(ErrorsConfig.parse(Blocks.first(Blocks.block("errors {\n stacktrace\n}")), problems))
                .isEqualTo(new ErrorsConfig(true));
        assertThat(problems.toList()).isEmpty();
        ErrorsConfig.parse(Blocks.first(Blocks.block("errors {\n stacktrac\n consolidate 5m \".*\"\n}")), problems);
        assertThat(problems.toList()).hasSize(2);
    }

    private static final class Broken implements Handler {
        @Override
        public String directive() {
            return "broken";
        }

        @Override
        public Touch touch(DomainName zone) {
            return Touch.ANSWER;
        }

        @Override
        public Outcome handle(Exchange exchange) {
            throw new IllegalStateException("bug");
        }
    }
}
