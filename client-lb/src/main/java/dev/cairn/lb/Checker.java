// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.lb.check.ActiveChecks;
import dev.cairn.lb.internal.time.Timer;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the endpoints of one balancer whether they are well, each by a schedule of its own. <b>Thread-safe.</b>
 *
 * <p>The first check of an endpoint begins at a random moment within one interval, so that those of many endpoints, and of many clients,
 * are spread. What a check says changes the standing of its endpoint only; the set of endpoints stays what discovery says.
 */
final class Checker {
    private static final Logger LOG = LoggerFactory.getLogger(Checker.class);

    private static final double JITTER = 0.2;

    private final ActiveChecks options;
    private final CheckQueue queue;
    private final Timer timer;
    private final RandomGenerator random;

    Checker(ActiveChecks options, CheckQueue queue, Timer timer, RandomGenerator random) {
        this.options = options;
        this.queue = queue;
        this.timer = timer;
        this.random = random;
    }

    /** Begins to check an endpoint, until it is gone. */
    void begin(TrackedEndpoint endpoint, Router router) {
        Schedule schedule = new Schedule(endpoint, router);
        timer.after((long) (options.interval().toNanos() * random.nextDouble()), schedule::due);
    }

    /** The checks of one endpoint. <b>Confined to</b> whatever runs its current check. */
    private final class Schedule {
        private final TrackedEndpoint endpoint;
        private final Router router;
        private long answersSeen;
        private int wellInRow;
        private int unwellInRow;

        Schedule(TrackedEndpoint endpoint, Router router) {
            this.endpoint = endpoint;
            this.router = router;
        }

        void due() {
            if (endpoint.isGone() || router.isClosed()) {
                return;
            }
            if (!endpoint.endpoint().isReady()) {
                wellInRow = 0;
                unwellInRow = 0;
                next();
            } else if (options.isIdleOnly() && hasAnsweredCalls()) {
                well();
                next();
            } else {
                queue.begin(this::ask);
            }
        }

        private boolean hasAnsweredCalls() {
            long answers = endpoint.conduct().answers().count();
            boolean isMore = answers > answersSeen;
            answersSeen = answers;
            return isMore && endpoint.conduct().failuresInRow() == 0;
        }

        private void ask() {
            AtomicBoolean isOver = new AtomicBoolean();
            InetSocketAddress address = endpoint.address();
            CompletableFuture<Void> answer = asked(address);
            timer.after(options.timeout().toNanos(), () -> {
                if (isOver.compareAndSet(false, true)) {
                    answer.cancel(true);
                    ended(new TimeoutException(
                            "no answer within " + options.timeout().toMillis() + " ms"));
                }
            });
            var unused = answer.whenComplete((nothing, error) -> {
                if (isOver.compareAndSet(false, true)) {
                    ended(error);
                }
            });
        }

        private CompletableFuture<Void> asked(InetSocketAddress address) {
            try {
                return options.check().ask(address);
            } catch (RuntimeException e) { // foreign code
                return CompletableFuture.failedFuture(e);
            }
        }

        private void ended(@Nullable Throwable error) {
            queue.end();
            if (error == null) {
                well();
            } else {
                unwell(error instanceof CompletionException && error.getCause() != null ? error.getCause() : error);
            }
            next();
        }

        private void next() {
            double jitter = 1 - JITTER + 2 * JITTER * random.nextDouble();
            timer.after((long) (options.interval().toNanos() * jitter), this::due);
        }

        private void well() {
            unwellInRow = 0;
            wellInRow++;
            if (endpoint.isUnwell() && wellInRow >= options.healthyThreshold()) {
                endpoint.showUnwell("");
                LOG.info("{}: {} passes its checks again", router, endpoint.text());
                router.reconsider();
            }
        }

        private void unwell(Throwable error) {
            wellInRow = 0;
            unwellInRow++;
            if (unwellInRow < options.unhealthyThreshold()) {
                return;
            }
            String message = error.getMessage();
            String reason = unwellInRow + " checks in a row failed, "
                    + (message == null ? error.getClass().getSimpleName() : message);
            boolean isNew = !endpoint.isUnwell();
            endpoint.showUnwell(reason);
            if (isNew) {
                LOG.warn("{}: {} takes no calls, {}", router, endpoint.text(), reason);
                router.reconsider();
            }
        }
    }
}
