// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.IpAddress;
import dev.cairn.lb.internal.zone.Spread.Group;
import dev.cairn.lb.policy.Candidate;
import dev.cairn.lb.policy.LoadReport;
import dev.cairn.lb.policy.PickContext;
import dev.cairn.lb.policy.Picker;
import dev.cairn.lb.policy.Policies;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearFirstTest {
    private static final int PICKS = 100_000;

    private record Fake(int number) implements Candidate {
        @Override
        public InetSocketAddress address() {
            return InetSocketAddress.createUnresolved("fake", number);
        }

        @Override
        public Endpoint endpoint() {
            return Endpoint.ready(IpAddress.parse("10.0.0.1"));
        }

        @Override
        public int inFlight() {
            return 0;
        }

        @Override
        public double logCost() {
            return 0;
        }
    }

    private final Random random = new Random(20261123);
    private final List<Candidate> candidates =
            IntStream.range(0, 10).<Candidate>mapToObj(Fake::new).toList();

    private NearFirst picker(Group... groups) {
        return new NearFirst(
                candidates, new Spread("test", List.of(groups)), Policies.random(random)::newPicker, random);
    }

    @Test
    void keepsAKeyInItsGroupWhileTheSharesStay() {
        NearFirst picker = new NearFirst(
                candidates,
                new Spread(
                        "test",
                        List.of(new Group("", 2, 0.5), new Group("zone b", 4, 0.5), new Group("zone c", 4, 0.5))),
                Policies.rendezvous()::newPicker,
                random);
        int[] counts = new int[candidates.size()];
        for (int key = 0; key < 10_000; key++) {
            PickContext context = PickContext.ofKey(key);
            int picked = picker.pick(context);
            assertThat(picker.pick(context)).isEqualTo(picked);
            counts[picked]++;
        }
        assertThat(counts[0] + counts[1]).isBetween(4_700, 5_300);
        assertThat(counts[2] + counts[3] + counts[4] + counts[5]).isBetween(2_300, 2_700);
    }

    @Test
    void passesReportsOfLoadToThePickersOfAllGroups() {
        List<Candidate> reported = new ArrayList<>();
        NearFirst picker = new NearFirst(
                candidates,
                new Spread("test", List.of(new Group("", 2, 1), new Group("zone b", 8, 1))),
                members -> new Picker() {
                    @Override
                    public int pick(PickContext context) {
                        return 0;
                    }

                    @Override
                    public void reported(Candidate candidate, LoadReport report) {
                        if (members.contains(candidate)) {
                            reported.add(candidate);
                        }
                    }
                },
                random);
        candidates.forEach(
                candidate -> picker.reported(candidate, LoadReport.builder().build()));
        assertThat(reported).isEqualTo(candidates);
    }

    private double[] shares(NearFirst picker) {
        double[] shares = new double[candidates.size()];
        for (int i = 0; i < PICKS; i++) {
            shares[picker.pick(PickContext.NONE)] += 1.0 / PICKS;
        }
        return shares;
    }

    @Test
    void staysNearWhileAllCallsAreToStay() {
        NearFirst picker = picker(new Group("", 2, 1), new Group("elsewhere", 8, 1));
        double[] shares = shares(picker);
        assertThat(shares[0] + shares[1]).isEqualTo(1, within(1e-9));
        assertThat(shares[0]).isEqualTo(0.5, within(0.01));
    }

    @Test
    void givesEachGroupItsShare() {
        NearFirst picker = picker(new Group("", 2, 0.5), new Group("zone b", 4, 0.2), new Group("zone c", 4, 0.8));
        double[] shares = shares(picker);
        assertThat(shares[0]).isEqualTo(0.25, within(0.01));
        assertThat(shares[2]).isEqualTo(0.5 * 0.2 / 4, within(0.005));
        assertThat(shares[9]).isEqualTo(0.5 * 0.8 / 4, within(0.005));
        picker.spill(0.5);
        assertThat(shares(picker)[0]).isEqualTo(0.125, within(0.01));
        assertThat(picker.nearShare()).isEqualTo(0.25);
        picker.spill(0);
        assertThat(picker.nearShare()).isEqualTo(0.5);
    }

    @Test
    void asksNobodyNearWhenNoneTakesCalls() {
        NearFirst picker = picker(new Group("", 0, 0), new Group("elsewhere", 10, 1));
        assertThat(shares(picker)[9]).isEqualTo(0.1, within(0.01));
    }

    @Test
    void neverSpillsWhereNobodyElseIs() {
        NearFirst picker = picker(new Group("", 10, 1), new Group("elsewhere", 0, 0));
        picker.spill(0.9);
        assertThat(picker.nearShare()).isEqualTo(1);
        assertThat(shares(picker)[0]).isEqualTo(0.1, within(0.01));
    }

    @Test
    void aRetryStaysNearAsLongAsAnEndpointThereIsUntried() {
        NearFirst picker = picker(new Group("", 2, 1), new Group("elsewhere", 8, 1));
        PickContext afterFirst = PickContext.excluding(candidates.subList(0, 1));
        PickContext afterBoth = PickContext.excluding(candidates.subList(0, 2));
        for (int i = 0; i < 100; i++) {
            assertThat(picker.pick(afterFirst)).isEqualTo(1);
            assertThat(picker.pick(afterBoth)).isGreaterThan(1);
        }
        assertThat(picker.pick(PickContext.excluding(candidates))).isBetween(0, 9);
    }
}
