// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.errors;

import static dev.cairn.dns.chain.Asking.ask;
import static dev.cairn.dns.chain.Asking.dispatcher;
import static dev.cairn.dns.chain.Asking.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.Answering;
import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.handler.Blocks;
import dev.cairn.dns.handler.CapturedLog;
import dev.cairn.dns.wire.DomainName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** Handlers that fail with what stands in the question: {@code timeout} for a reason, anything else for a bug. */
class ErrorsHandlerTest {
    private static final String BUG = "java.lang.IllegalStateException: bug";

    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);
    private final Map<Runnable, Duration> tasks = new LinkedHashMap<>();
    private final Problems problems = new Problems();

    @Test
    void writesALineForEachFailureAsCoreDnsDoesAndOfAFloodTheNumberLeftOut() {
        try (CapturedLog captured = new CapturedLog(ErrorsHandler.class)) {
            Dispatcher dispatcher = dispatcher(plan("errors"));
            for (int i = 0; i < 109; i++) {
                ask(dispatcher, question("A.example.", Type.A));
            }
            nanoTime.addAndGet(TimeUnit.MILLISECONDS.toNanos(10));
            ask(dispatcher, question("timeout.example.", Type.SRV));

            assertThat(captured.lines().subList(0, 100)).containsOnly("2 a.example. A: " + BUG);
            assertThat(captured.lines().subList(100, captured.lines().size()))
                    .containsExactly("2 timeout.example. SRV: i/o timeout (and 9 more failures since the last line)");
            assertThat(captured.levels()).containsOnly("ERROR");
        }
    }

    @Test
    void answersServfailForAReason() {
        try (CapturedLog captured = new CapturedLog(ErrorsHandler.class)) {
            Message reply = ask(dispatcher(plan("errors")), question("timeout.example.", Type.A));

            assertThat(reply.getRcode()).isEqualTo(Rcode.SERVFAIL);
            assertThat(captured.lines()).hasSize(1);
        }
    }

    @Test
    void writesTheStackOfBugsOnlyWhereItIsWanted() {
        for (boolean wanted : List.of(true, false)) {
            try (CapturedLog captured = new CapturedLog(ErrorsHandler.class)) {
                Dispatcher dispatcher = dispatcher(plan(wanted ? "errors {\n stacktrace\n}" : "errors stdout"));
                ask(dispatcher, question("a.example.", Type.A));

                assertThat(captured.stackTraces()).hasSize(wanted ? 1 : 0);
            }
        }
    }

    @Test
    void countsWhatIsConsolidatedUntilItsTimeIsOver() {
        try (CapturedLog captured = new CapturedLog(ErrorsHandler.class)) {
            Dispatcher dispatcher = dispatcher(plan("errors {\n consolidate 5m \".* timeout$\" warning\n}"));
            for (int i = 0; i < 3; i++) {
                ask(dispatcher, question("timeout.example.", Type.A));
            }
            assertThat(captured.lines()).isEmpty();
            assertThat(tasks.values()).containsExactly(Duration.ofMinutes(5));
            runTasks();
            runTasks();
            ask(dispatcher, question("timeout.example.", Type.A));
            runTasks();

            assertThat(captured.lines())
                    .containsExactly(
                            "3 errors like '.* timeout$' occurred in last 5m0s",
                            "1 errors like '.* timeout$' occurred in last 5m0s");
            assertThat(captured.levels()).containsOnly("WARN");
        }
    }

    @Test
    void showsTheFirstAtOnceAndNoSumOfOne() {
        try (CapturedLog captured = new CapturedLog(ErrorsHandler.class)) {
            Dispatcher dispatcher = dispatcher(plan("errors {\n consolidate 30s timeout info show_first\n}"));
            ask(dispatcher, question("timeout.example.", Type.A));
            runTasks();
            ask(dispatcher, question("timeout.example.", Type.A));
            ask(dispatcher, question("timeout.example.", Type.A));
            runTasks();

            assertThat(captured.lines())
                    .containsExactly(
                            "2 timeout.example. A: i/o timeout",
                            "2 timeout.example. A: i/o timeout",
                            "2 errors like 'timeout' occurred in last 30s");
            assertThat(captured.levels()).containsOnly("INFO");
        }
    }

    @Test
    void theFirstPatternThatIsFoundCountsAndOthersAreWritten() {
        try (CapturedLog captured = new CapturedLog(ErrorsHandler.class)) {
            ErrorsHandler errors = handler("errors {\n consolidate 1s ^i/o\n consolidate 2s timeout\n}");
            Dispatcher dispatcher = dispatcher(plan(errors));
            ask(dispatcher, question("timeout.example.", Type.A));
            ask(dispatcher, question("a.example.", Type.A));
            errors.close();

            assertThat(captured.lines())
                    .containsExactly("2 a.example. A: " + BUG, "1 errors like '^i/o' occurred in last 1s");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "errors here                          | errors takes no argument, not 1",
                "errors {@ stacktrac @}               | unknown option of errors \"stacktrac\": did you mean \"stacktrace\"?",
                "errors {@ consolidate 5m @}          | consolidate takes 2 to 4 arguments, not 1",
                "errors {@ consolidate soon x @}      | \"soon\" is not a duration",
                "errors {@ consolidate 5m \"(\" @}    | consolidate: not a regular expression: missing closing )",
                "errors {@ consolidate 5m x warnin @} | unknown level of consolidate \"warnin\": did you mean \"warning\"?",
                "errors {@ consolidate 5m x show_first info @} | unknown level of consolidate \"show_first\"",
                "errors {@ consolidate 5m x info error @}      | unknown level of consolidate \"error\""
            })
    void saysWhatIsWrong(String lines, String problem) {
        handler(lines.replace('@', '\n'));

        assertThat(problems.toList()).isNotEmpty().first().asString().contains(problem);
    }

    private void runTasks() {
        List<Runnable> due = List.copyOf(tasks.keySet());
        tasks.clear();
        due.forEach(Runnable::run);
    }

    private ErrorsHandler handler(String lines) {
        ErrorsConfig config = ErrorsConfig.parse(Blocks.first(Blocks.block(lines)), problems);
        return new ErrorsHandler(config, nanoTime::get, (delay, task) -> tasks.put(task, delay));
    }

    private Plan plan(String lines) {
        ErrorsHandler errors = handler(lines);
        assertThat(problems.toList()).isEmpty();
        return plan(errors);
    }

    private static Plan plan(ErrorsHandler errors) {
        return Plan.builder(DomainName.ROOT)
                .handlers(List.of(errors, new Answering(exchange -> {
                    if (!exchange.question().name().toString().startsWith("timeout")) {
                        throw new IllegalStateException("bug");
                    }
                    exchange.fail("i/o timeout");
                })))
                .build();
    }
}
