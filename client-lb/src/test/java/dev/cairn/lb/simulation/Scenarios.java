// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.simulation;

import static dev.cairn.lb.simulation.Behaviours.constant;
import static dev.cairn.lb.simulation.Behaviours.exponential;
import static dev.cairn.lb.simulation.Behaviours.failing;
import static dev.cairn.lb.simulation.Behaviours.lognormal;
import static dev.cairn.lb.simulation.Behaviours.normal;
import static dev.cairn.lb.simulation.Behaviours.timingOut;

import dev.cairn.lb.simulation.Server.Behaviour;

/** The scripts. */
public final class Scenarios {
    private static final Behaviour ORDINARY = lognormal(20, 0.4);

    private Scenarios() {}

    /** One of 11 servers takes 2 s instead of 167 ms for half of the time (Linkerd's experiment of 2016). */
    public static Scenario slowReplica() {
        return Scenario.named("slow replica")
                .evenly()
                .behaviour(normal(167, 5))
                .first(15, 45, constant(2_000))
                .measured(0, 60);
    }

    /** One of 11 servers fails each request in a millisecond. */
    public static Scenario blackHole() {
        return Scenario.named("black hole").first(10, 40, failing(1, ORDINARY)).measured(10, 40);
    }

    /** One of 11 servers fails 30 % of its requests. */
    public static Scenario greyFailure() {
        return Scenario.named("grey failure 30 %")
                .first(10, 40, failing(0.3, ORDINARY))
                .measured(10, 40);
    }

    /** All servers fail 40 % of their requests. */
    public static Scenario serviceFailure() {
        return Scenario.named("service-wide failure 40 %")
                .all(10, 40, failing(0.4, ORDINARY))
                .measured(10, 40);
    }

    /** All servers fail now and then, and one is ten times slower. */
    public static Scenario baseErrors(double probability) {
        return Scenario.named("base errors " + Math.round(100 * probability) + " %, one slow")
                .behaviour(failing(probability, ORDINARY))
                .first(10, 40, failing(probability, lognormal(200, 0.4)))
                .measured(10, 40);
    }

    /** One of 11 servers fails everything for ten seconds and is well again. */
    public static Scenario recovery() {
        return Scenario.named("recovery").first(10, 20, failing(1, ORDINARY)).measured(10, 100);
    }

    /** One of 11 servers is a hundred times slower for ten seconds and is well again. */
    public static Scenario slowRecovery() {
        return Scenario.named("slow and well again")
                .first(10, 20, lognormal(2_000, 0.4))
                .measured(10, 60);
    }

    /** Ten servers of eight workers at 75 % load, one of them three times slower. */
    public static Scenario unevenCapacity() {
        return Scenario.named("uneven capacity, 1 client")
                .servers(10, 8)
                .behaviour(exponential(20))
                .rate(0.75 * 9 * 400 + 0.75 * 400 / 3.0)
                .first(0, 65, exponential(60))
                .measured(5, 65);
    }

    /** Twenty clients and twenty such servers at 80 % load. */
    public static Scenario unevenCapacityManyClients() {
        return Scenario.named("uneven capacity, 20 clients")
                .servers(20, 8)
                .clients(20)
                .behaviour(exponential(20))
                .rate(0.8 * 19 * 400 + 0.8 * 400 / 3.0)
                .first(0, 35, exponential(60))
                .measured(5, 35);
    }

    /** All servers fail everything for half a minute, and clients repeat calls. */
    public static Scenario outage() {
        return Scenario.named("outage")
                .retries()
                .all(10, 40, failing(1, ORDINARY))
                .measured(10, 40);
    }

    /** Thirty seconds after such an outage: how soon the service is itself again. */
    public static Scenario afterOutage() {
        return Scenario.named("after the outage")
                .retries()
                .all(10, 40, failing(1, ORDINARY))
                .measured(40, 70);
    }

    /** A server is gone without notice: its requests end by the client's timeout of a second; discovery learns it after 40 s. */
    public static Scenario crash() {
        return Scenario.named("crash without notice")
                .retries()
                .first(10, 60, timingOut(1_000))
                .at(50, simulation -> {
                    simulation.leave(0);
                    simulation.announce();
                })
                .measured(10, 60);
    }

    /** Three servers become thirty, which are cold at first, and three again. */
    public static Scenario scale() {
        Scenario scenario = Scenario.named("scale 3 to 30 to 3").servers(3, Integer.MAX_VALUE);
        scenario.at(10, simulation -> {
            for (int number = 3; number < 30; number++) {
                simulation.start(number);
            }
            simulation.announce();
        });
        scenario.at(30, simulation -> {
            for (int number = 3; number < 30; number++) {
                simulation.leave(number);
            }
            simulation.announce();
        });
        return scenario.measured(10, 40);
    }

    /** Ten servers are replaced, one each two seconds; each new one takes five times as long for ten seconds, and has eight workers. */
    public static Scenario rollingUpdate() {
        Scenario scenario = Scenario.named("rolling update, cold servers").servers(10, 8);
        for (int i = 0; i < 10; i++) {
            int old = i;
            scenario.at(10 + 2 * i, simulation -> {
                Server fresh = simulation.start(old + 10);
                fresh.behave(lognormal(100, 0.4));
                simulation.after(10, () -> fresh.behave(ORDINARY));
                simulation.leave(old);
                simulation.announce();
            });
        }
        return scenario.measured(10, 50);
    }
}
