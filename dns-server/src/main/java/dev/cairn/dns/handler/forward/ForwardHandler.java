// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.forward;

import dev.cairn.dns.chain.Deferred;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Meters;
import dev.cairn.dns.chain.Outbound;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.upstream.Answering;
import dev.cairn.dns.upstream.Failure;
import dev.cairn.dns.upstream.Forwarder;
import dev.cairn.dns.upstream.Upstream;
import dev.cairn.dns.upstream.UpstreamLoops;
import dev.cairn.dns.upstream.UpstreamSource;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.OutgoingQuery;
import dev.cairn.dns.wire.RecordType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the servers of one {@code forward} line answer. A query that it takes is deferred, and costs the thread that received it nothing
 * more. <b>Thread-safe.</b>
 */
public final class ForwardHandler implements Handler, Outbound {

    private static final Logger LOG = LoggerFactory.getLogger(ForwardHandler.class);
    private static final long NAMES_SECONDS = 10;

    private final ForwardConfig config;
    private final UpstreamLoops loops;
    private final ForwardMeters meters;
    private boolean isFollowed;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable Forwarder forwarder;
    private volatile boolean isLooping;
    private volatile @Nullable ScheduledExecutorService names;
    private List<Upstream> asked = List.of(); // guarded by this
    private boolean isClosed; // guarded by this

    /** A handler with this configuration, which asks nobody before it is started. */
    public ForwardHandler(ForwardConfig config, UpstreamLoops loops, Meters meters) {
        this.config = config;
        this.loops = loops;
        this.meters = new ForwardMeters(meters);
    }

    /** Shows its families without labels, whether or not a line counts. */
    public static void showAlways(Meters meters) {
        ForwardMeters.showAlways(meters);
    }

    /** Says that another {@code forward} of the block comes after this one; to be called before it is started. */
    public void followed() {
        isFollowed = true;
    }

    @Override
    public String directive() {
        return "forward";
    }

    @Override
    public Touch touch(DomainName zone) {
        return config.mayConcern(zone) ? Touch.ANSWER : Touch.NONE;
    }

    @Override
    public void start() {
        refresh();
        if (config.hasNames()) {
            ScheduledExecutorService watching = Executors.newSingleThreadScheduledExecutor(work -> {
                Thread thread = new Thread(work, "dns-forward-names");
                thread.setDaemon(true);
                return thread;
            });
            names = watching;
            var unused = watching.scheduleWithFixedDelay(this::refresh, NAMES_SECONDS, NAMES_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Asks the servers that are named now; while that cannot be found out, those before, if there were any. */
    synchronized void refresh() {
        try {
            List<Upstream> now = UpstreamSource.readAll(config.sources());
            if (!isClosed && !now.equals(asked)) {
                ask(now);
            }
        } catch (IOException e) {
            // What is read at the start could be read a moment ago, when the configuration was, but for names.
            if (asked.isEmpty()) {
                LOG.error("forward {}: {}; questions are answered SERVFAIL", config.from(), e.getMessage());
            } else {
                LOG.warn("forward {}: going on to ask {}: {}", config.from(), asked, e.getMessage());
            }
        }
    }

    private void ask(List<Upstream> servers) {
        Forwarder current = forwarder;
        if (current == null) {
            Forwarder opened = new Forwarder(servers, config.options(), loops.acquire(), meters);
            forwarder = opened;
            if (!config.hasNames()) {
                opened.follow(config.sources(), this::tellChange);
            }
        } else {
            LOG.info("forward {}: asking {} from now on", config.from(), servers);
            current.replace(servers);
        }
        asked = servers;
        tellChange();
    }

    private void tellChange() {
        listeners.forEach(Runnable::run);
    }

    @Override
    public DomainName zone() {
        return config.from().get(0);
    }

    @Override
    public String destination() {
        return config.sources().toString();
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void probe(DomainName name, Duration delay, Runnable done) {
        Forwarder current = forwarder;
        if (current != null) {
            current.askEach(OutgoingQuery.of(name, RecordType.HINFO, true), delay, done);
        }
    }

    @Override
    public void setLooping(boolean looping) {
        isLooping = looping;
    }

    @Override
    public void close() {
        ScheduledExecutorService watching = names;
        if (watching != null) {
            watching.shutdownNow(); // a look-up that is under way is interrupted
        }
        end();
    }

    private synchronized void end() {
        isClosed = true;
        Forwarder last = forwarder;
        if (last != null) {
            forwarder = null;
            last.close();
            loops.release();
        }
    }

    @Override
    public Outcome handle(Exchange exchange) {
        if (!config.concerns(exchange.question())) {
            return Outcome.PASS_ON;
        }
        Forwarder current = forwarder;
        if (current == null || isLooping) {
            return NoAnswer.write(exchange, isLooping ? Failure.LOOPING : Failure.CLOSED, "", config.options());
        }
        OutgoingQuery query = OutgoingQuery.of(exchange.question(), exchange.optionsSentOn());
        Deferred later = exchange.defer();
        current.ask(query, exchange.transport().isStream(), new Answering() {
            @Override
            public void answered(byte[] message, int length, Upstream from) {
                later.resume(resumed -> take(resumed, message, length));
            }

            @Override
            public void failed(Failure failure, String last) {
                later.resume(resumed -> NoAnswer.write(resumed, failure, last, config.options()));
            }
        });
        return Outcome.DEFERRED;
    }

    private Outcome take(Exchange exchange, byte[] message, int length) {
        UpstreamAnswer answer = UpstreamAnswer.read(message, length);
        boolean isForNext = config.nextRcodes().contains(answer.rcode()) || config.nextOnNodata() && answer.isNodata();
        return isFollowed && isForNext ? Outcome.PASS_ON : answer.writeTo(exchange.response());
    }
}
