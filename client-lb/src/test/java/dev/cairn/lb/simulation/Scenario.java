// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.simulation;

import dev.cairn.lb.simulation.Server.Behaviour;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What happens, and when. <b>Confined to</b> one thread while it is built.
 *
 * <p>Defaults: one client, 11 servers with no limit of concurrency, 1,000 requests per second at random times (Poisson), no retries,
 * 40 s of which all are measured.
 */
public final class Scenario {
    record Change(long nanos, Consumer<Simulation> action) {}

    final String name;
    int servers = 11;
    int workers = Integer.MAX_VALUE;
    int clients = 1;
    double requestsPerSecond = 1_000;
    boolean evenly;
    boolean retries;
    double fromSeconds;
    double toSeconds = 40;
    Behaviour behaviour = Behaviours.lognormal(20, 0.4);
    final List<Change> changes = new ArrayList<>();

    private Scenario(String name) {
        this.name = name;
    }

    /** A scenario of that name. */
    public static Scenario named(String name) {
        return new Scenario(name);
    }

    /** So many servers at the beginning, each with so many workers. */
    public Scenario servers(int count, int workersOfEach) {
        servers = count;
        workers = workersOfEach;
        return this;
    }

    /** So many clients with a balancer each, which share the requests evenly. */
    public Scenario clients(int count) {
        clients = count;
        return this;
    }

    /** Requests of all clients together. */
    public Scenario rate(double perSecond) {
        requestsPerSecond = perSecond;
        return this;
    }

    /** Requests come one as far from the other as the next. */
    public Scenario evenly() {
        evenly = true;
        return this;
    }

    /** Calls are repeated as the library does by itself when they may be. */
    public Scenario retries() {
        retries = true;
        return this;
    }

    /** What servers do unless a change says otherwise. */
    public Scenario behaviour(Behaviour all) {
        behaviour = all;
        return this;
    }

    /** Requests that begin in this time are counted; the scenario ends with it. */
    public Scenario measured(double beginSeconds, double endSeconds) {
        fromSeconds = beginSeconds;
        toSeconds = endSeconds;
        return this;
    }

    /** Something happens. */
    public Scenario at(double seconds, Consumer<Simulation> action) {
        changes.add(new Change((long) (seconds * VirtualTime.SECOND), action));
        return this;
    }

    /** Server 0 does something else for a while. */
    public Scenario first(double beginSeconds, double endSeconds, Behaviour meanwhile) {
        at(beginSeconds, simulation -> simulation.server(0).behave(meanwhile));
        return at(endSeconds, simulation -> simulation.server(0).behave(behaviour));
    }

    /** All servers do something else for a while. */
    public Scenario all(double beginSeconds, double endSeconds, Behaviour meanwhile) {
        at(beginSeconds, simulation -> simulation.servers().forEach(server -> server.behave(meanwhile)));
        return at(endSeconds, simulation -> simulation.servers().forEach(server -> server.behave(behaviour)));
    }

    @Override
    public String toString() {
        return name;
    }
}
