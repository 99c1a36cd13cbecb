// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * One run of a scenario. <b>Confined to</b> one thread.
 *
 * <p>When a request comes, and what it takes at an ordinary server, is drawn from the seed and the request's number alone, so it is the
 * same for every subject.
 */
public final class Simulation {
    private static final long SAMPLE_NANOS = 100 * VirtualTime.MILLISECOND;

    /** Makes the balancer of a client. */
    @FunctionalInterface
    public interface Factory {
        /**
         * A balancer.
         *
         * @param seed of its own random numbers
         * @param retries whether it makes calls again that failed
         */
        Subject make(VirtualTime time, long seed, boolean retries);
    }

    private final VirtualTime time = new VirtualTime();
    private final Scenario scenario;
    private final long seed;
    private final SplittableRandom arrivals;
    private final TreeMap<Integer, Server> servers = new TreeMap<>();
    private final TreeMap<Integer, Server> known = new TreeMap<>();
    private final List<Subject> clients = new ArrayList<>();
    private final Result.Builder result;
    private int requests;

    private Simulation(Scenario scenario, long seed, Factory factory) {
        this.scenario = scenario;
        this.seed = seed;
        arrivals = new SplittableRandom(seed);
        result = new Result.Builder(nanos(scenario.fromSeconds), nanos(scenario.toSeconds));
        for (int client = 0; client < scenario.clients; client++) {
            clients.add(factory.make(time, seed * 1_000 + client, scenario.retries));
        }
        for (int number = 0; number < scenario.servers; number++) {
            start(number);
        }
        announce();
    }

    /** Runs it. */
    public static Result run(Scenario scenario, long seed, Factory factory) {
        return new Simulation(scenario, seed, factory).run();
    }

    private Result run() {
        for (Scenario.Change change : scenario.changes) {
            time.at(change.nanos(), () -> change.action().accept(this));
        }
        nextRequest();
        time.after(SAMPLE_NANOS, this::sample);
        time.runUntil(nanos(scenario.toSeconds) + 60 * VirtualTime.SECOND);
        return result.build();
    }

    private static long nanos(double seconds) {
        return (long) (seconds * VirtualTime.SECOND);
    }

    /** The server of that number, running or not. */
    public Server server(int number) {
        return Objects.requireNonNull(servers.get(number), () -> "no server " + number);
    }

    /** All servers that were ever started. */
    public Collection<Server> servers() {
        return servers.values();
    }

    /** Starts a server, which discovery learns with the next {@link #announce}. */
    public Server start(int number) {
        Server server = new Server(time, number, scenario.workers, scenario.behaviour);
        servers.put(number, server);
        known.put(number, server);
        return server;
    }

    /** Takes a server from discovery with the next {@link #announce}; it goes on answering. */
    public void leave(int number) {
        known.remove(number);
    }

    /** Tells all clients which servers there are. */
    public void announce() {
        clients.forEach(client -> client.servers(List.copyOf(known.keySet())));
    }

    /** Something happens later. */
    public void after(double seconds, Runnable action) {
        time.after(nanos(seconds), action);
    }

    private void nextRequest() {
        double gap = scenario.evenly ? 1 : -Math.log(1 - arrivals.nextDouble());
        time.after(nanos(gap / scenario.requestsPerSecond), () -> {
            if (time.nanos() < nanos(scenario.toSeconds)) {
                request(requests++);
                nextRequest();
            }
        });
    }

    private void request(int number) {
        long begin = time.nanos();
        result.request(begin);
        attempt(clients.get(number % clients.size()).call(), number, 0, begin);
    }

    private void attempt(Subject.Call call, int number, int attempt, long begin) {
        int chosen = call.attempt();
        if (chosen < 0) {
            result.end(begin, time.nanos() - begin, false);
            return;
        }
        result.attempt(begin, time.nanos(), chosen);
        SplittableRandom random = new SplittableRandom(seed << 32 ^ number * 31L + attempt);
        server(chosen).accept(random, isSuccess -> {
            long delay = call.ended(isSuccess);
            if (delay >= 0) {
                time.after(delay, () -> attempt(call, number, attempt + 1, begin));
            } else {
                result.end(begin, time.nanos() - begin, isSuccess);
            }
        });
    }

    private void sample() {
        if (time.nanos() < nanos(scenario.toSeconds)) {
            result.ejected(time.nanos(), clients.get(0).ejected());
            time.after(SAMPLE_NANOS, this::sample);
        }
    }
}
