// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.source;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.lb.internal.source.EndpointView.Status;
import dev.cairn.lb.internal.time.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first of several sources that can be read. <b>Thread-safe.</b>
 *
 * <p>A source can't be read when it refuses, can't be opened, or has said nothing for five seconds after its start; one that was read
 * keeps what it knows, so its troubles are its own. Sources behind the one in use are not open. Those before it stay open, or are opened
 * again each 30 seconds, and take over as soon as they can be read.
 *
 * <p>Whoever reports a change while none is being worked on works on it, and goes on until none is left: sources may tell something
 * while they are opened or closed, so no lock is held.
 */
public final class FirstOf implements EndpointSource {
    /**
     * One of the sources.
     *
     * @param text what it is, for people
     * @param opener opens it; may throw {@link DiscoveryException}
     */
    public record Choice(String text, Supplier<EndpointSource> opener) {}

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long REOPEN_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final Logger LOG = LoggerFactory.getLogger(FirstOf.class);

    private static final class Slot {
        final Choice choice;
        volatile @Nullable EndpointSource source;
        volatile String trouble = ""; // why it can't be used
        long openedAtNanos;

        Slot(Choice choice) {
            this.choice = choice;
        }
    }

    private final List<Slot> slots;
    private final Timer timer;
    private final LongSupplier nanoClock;
    private final AtomicInteger unseenChanges = new AtomicInteger();
    private Runnable onChange = () -> {};
    private volatile int used;
    private volatile boolean closed;

    /**
     * Sources in the order of preference.
     *
     * @param choices at least one
     */
    public FirstOf(List<Choice> choices, Timer timer, LongSupplier nanoClock) {
        this.slots = choices.stream().map(Slot::new).toList();
        this.timer = timer;
        this.nanoClock = nanoClock;
    }

    @Override
    public void start(Runnable listener) {
        onChange = listener;
        changed();
    }

    private void changed() {
        if (unseenChanges.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            if (closed) {
                closeFrom(0);
            } else {
                use(firstReadable());
            }
            onChange.run();
            seen = unseenChanges.addAndGet(-seen);
        } while (seen != 0);
    }

    /** The index of the first one that can be read or may yet be; 0 when none can, since its trouble is the one to tell. */
    private int firstReadable() {
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            open(slot);
            slot.trouble = trouble(slot);
            if (slot.trouble.isEmpty()) {
                return i;
            }
        }
        return 0;
    }

    private void open(Slot slot) {
        if (slot.source != null
                || !slot.trouble.isEmpty() && nanoClock.getAsLong() - slot.openedAtNanos < REOPEN_NANOS) {
            return;
        }
        slot.openedAtNanos = nanoClock.getAsLong();
        try {
            EndpointSource opened = slot.choice.opener().get();
            slot.source = opened;
            opened.start(this::changed);
            timer.after(PATIENCE_NANOS, this::changed);
        } catch (DiscoveryException e) {
            slot.trouble = String.valueOf(e.getMessage());
            timer.after(REOPEN_NANOS, this::changed);
        }
    }

    private String trouble(Slot slot) {
        EndpointSource source = slot.source;
        if (source == null) {
            return slot.trouble;
        }
        EndpointView view = source.view();
        boolean isLate =
                view.status() == Status.PENDING && nanoClock.getAsLong() - slot.openedAtNanos >= PATIENCE_NANOS;
        if (view.status() != Status.REFUSED && !isLate) {
            return "";
        }
        return view.detail().isEmpty() ? "nothing is known yet" : view.detail();
    }

    private void use(int index) {
        int before = used;
        used = index;
        if (index > before) {
            LOG.warn(
                    "{} can't be read, so {} is used until it can: {}",
                    slots.get(before).choice.text(),
                    slots.get(index).choice.text(),
                    slots.get(before).trouble);
        } else if (index < before && slots.get(index).trouble.isEmpty()) {
            LOG.info(
                    "{} can be read now and is used again",
                    slots.get(index).choice.text());
        }
        if (slots.get(index).trouble.isEmpty()) {
            closeFrom(index + 1);
        }
    }

    private void closeFrom(int index) {
        for (Slot slot : new ArrayList<>(slots.subList(index, slots.size()))) {
            EndpointSource source = slot.source;
            slot.source = null;
            slot.trouble = "";
            if (source != null) {
                source.close();
            }
        }
    }

    @Override
    public EndpointView view() {
        Slot first = slots.get(0);
        Slot slot = slots.get(used);
        EndpointSource source = slot.source;
        if (source == null) {
            Status status = slot.trouble.isEmpty() ? Status.PENDING : Status.REFUSED;
            return EndpointView.none(status, slot.trouble, Freshness.live(slot.choice.text()));
        }
        EndpointView view = source.view();
        if (slot == first || first.trouble.isEmpty()) {
            return view;
        }
        String error = view.freshness().lastError();
        String instead = "instead of " + first.choice.text() + ": " + first.trouble;
        return view.with(view.freshness().with(error.isEmpty() ? instead : error + "; " + instead));
    }

    @Override
    public void suspect() {
        EndpointSource source = slots.get(used).source;
        if (source != null) {
            source.suspect();
        }
    }

    @Override
    public void close() {
        closed = true;
        changed();
    }
}
