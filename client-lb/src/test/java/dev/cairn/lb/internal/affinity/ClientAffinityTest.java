// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.affinity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.IpAddress;
import dev.cairn.lb.policy.Candidate;
import dev.cairn.lb.policy.PickContext;
import dev.cairn.lb.policy.Picker;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClientAffinityTest {
    private static final Duration TIMEOUT = Duration.ofHours(3);

    private long nowNanos = 5;

    private ClientAffinity client(long identity) {
        return new ClientAffinity(identity, TIMEOUT, () -> nowNanos);
    }

    @Test
    void staysAtOneEndpoint() {
        List<Candidate> candidates = candidates(10);
        Picker picker = client(1).newPicker(candidates);
        assertThat(IntStream.range(0, 100)
                        .map(i -> picker.pick(PickContext.NONE))
                        .distinct())
                .hasSize(1);
        assertThat(picker.pick(PickContext.ofKey("of a call"))).isEqualTo(picker.pick(PickContext.NONE));
    }

    @Test
    void findsTheSameEndpointAfterARestart() {
        List<Candidate> candidates = candidates(10);
        for (long identity = 0; identity < 50; identity++) {
            assertThat(client(identity).newPicker(candidates).pick(PickContext.NONE))
                    .isEqualTo(client(identity).newPicker(candidates).pick(PickContext.NONE));
        }
    }

    @Test
    void spreadsClients() {
        List<Candidate> candidates = candidates(10);
        int[] counts = new int[10];
        for (long identity = 0; identity < 1_000; identity++) {
            counts[client(identity).newPicker(candidates).pick(PickContext.NONE)]++;
        }
        // binomial: a mean of 100, a standard deviation of 9.5
        assertThat(IntStream.of(counts)).allMatch(count -> count > 50 && count < 150);
    }

    @Test
    void staysWhenOthersComeAndGo() {
        for (long identity = 0; identity < 50; identity++) {
            ClientAffinity client = client(identity);
            List<Candidate> candidates = candidates(5);
            Candidate home = candidates.get(client.newPicker(candidates).pick(PickContext.NONE));
            List<Candidate> more = new ArrayList<>(candidates(20).subList(5, 20));
            more.add(7, home);
            assertThat(client.newPicker(more).pick(PickContext.NONE)).isEqualTo(7);
        }
    }

    @Test
    void goesElsewhereWithItsEndpointAndStaysThereWhenThatComesBack() {
        ClientAffinity client = client(3);
        List<Candidate> candidates = candidates(5);
        int first = client.newPicker(candidates).pick(PickContext.NONE);
        List<Candidate> left = new ArrayList<>(candidates);
        left.remove(first);
        Candidate second = left.get(client.newPicker(left).pick(PickContext.NONE));
        assertThat(candidates.get(client.newPicker(candidates).pick(PickContext.NONE)))
                .isSameAs(second);
    }

    @Test
    void leavesItsEndpointForARetryOnly() {
        ClientAffinity client = client(4);
        List<Candidate> candidates = candidates(5);
        Picker picker = client.newPicker(candidates);
        int home = picker.pick(PickContext.NONE);
        PickContext retry = PickContext.excluding(List.of(candidates.get(home)));
        int other = picker.pick(retry);
        assertThat(other).isNotEqualTo(home).isEqualTo(picker.pick(retry));
        assertThat(picker.pick(PickContext.NONE)).isEqualTo(home);
    }

    @Test
    void forgetsItsEndpointWhenNoCallCameForTheTimeout() {
        List<Candidate> candidates = candidates(50);
        ClientAffinity client = client(5);
        Picker picker = client.newPicker(candidates);
        int home = picker.pick(PickContext.NONE);
        for (int i = 0; i < 10; i++) {
            nowNanos += TIMEOUT.toNanos() * 9 / 10;
            assertThat(picker.pick(PickContext.NONE)).isEqualTo(home);
        }
        Set<Integer> homes = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            nowNanos += TIMEOUT.toNanos() + 1;
            homes.add(picker.pick(PickContext.NONE));
            assertThat(homes).contains(picker.pick(PickContext.NONE));
        }
        assertThat(homes).hasSizeGreaterThan(5);
    }

    @Test
    void doesNotCountTheTimeBeforeItsFirstCall() {
        List<Candidate> candidates = candidates(50);
        Picker late = client(6).newPicker(candidates);
        nowNanos += 3 * TIMEOUT.toNanos();
        Picker fresh = client(6).newPicker(candidates);
        assertThat(late.pick(PickContext.NONE)).isEqualTo(fresh.pick(PickContext.NONE));
    }

    @Test
    void knowsTheClientByItsAddressesWhateverTheirOrder() {
        IpAddress four = IpAddress.parse("10.1.2.3");
        IpAddress six = IpAddress.parse("fd00::3");
        long identity = ClientIdentity.of(List.of(four, six));
        assertThat(ClientIdentity.of(List.of(six, four))).isEqualTo(identity);
        assertThat(ClientIdentity.of(List.of(four))).isNotEqualTo(identity);
        assertThat(ClientIdentity.of(List.of())).isNotEqualTo(ClientIdentity.of(List.of()));
    }

    private static List<Candidate> candidates(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Idle::of).toList();
    }

    private record Idle(Endpoint endpoint, InetSocketAddress address) implements Candidate {
        static Candidate of(int number) {
            Endpoint endpoint = Endpoint.ready(IpAddress.parse("10.0.0." + number));
            return new Idle(endpoint, new InetSocketAddress(endpoint.address().toInetAddress(), 80));
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
}
