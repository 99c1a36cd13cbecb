// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listeners of all balancers that belong together, and those balancers while they are open. <b>Thread-safe.</b> */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<BalancerListener> listeners = new CopyOnWriteArrayList<>();
    private final Set<Balancer> open = ConcurrentHashMap.newKeySet();

    /** Tells the listener of all that is open and, from now on, of everything. */
    void add(BalancerListener listener) {
        listeners.add(listener);
        for (Balancer balancer : open) {
            tell(listener, one -> one.onOpened(balancer));
            if (!open.contains(balancer)) {
                tell(
                        listener,
                        one -> one.onClosed(balancer)); // it may have been told so before it was told that it is open
            }
        }
    }

    void remove(BalancerListener listener) {
        listeners.remove(listener);
    }

    void opened(Balancer balancer) {
        open.add(balancer);
        tell(listener -> listener.onOpened(balancer));
    }

    void closed(Balancer balancer) {
        if (open.remove(balancer)) {
            tell(listener -> listener.onClosed(balancer));
        }
    }

    boolean isEmpty() {
        return listeners.isEmpty();
    }

    void tell(Consumer<BalancerListener> event) {
        for (BalancerListener listener : listeners) {
            tell(listener, event);
        }
    }

    private static void tell(BalancerListener listener, Consumer<BalancerListener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException e) { // a listener of the user's must not end a call
            LOG.warn("the listener {} failed", listener, e);
        }
    }
}
