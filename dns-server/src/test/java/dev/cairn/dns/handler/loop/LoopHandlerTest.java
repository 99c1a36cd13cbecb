// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Meters;
import dev.cairn.dns.chain.Outbound;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Rcode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

class LoopHandlerTest {

    private static final Duration AGAIN = Duration.ofSeconds(7);

    private final LoopHandler loop = new LoopHandler(Meters.NONE, AGAIN);
    private final Scripted root = new Scripted(".");
    private final Dispatcher dispatcher = dispatcher(root);

    private Dispatcher dispatcher(Scripted outbound) {
        loop.watch(outbound);
        return Asking.dispatcher(
                Plan.builder(DomainName.ROOT).handlers(List.of(loop, outbound)).build());
    }

    private int ask(DomainName name, int type) {
        return Asking.ask(dispatcher, Asking.question(name.toString(), type)).getRcode();
    }

    @Test
    void probesWhenTheForwardBeginsAndEachTimeThatItsServersChange() {
        assertThat(root.probes).isEmpty();
        root.changed.run();
        root.changed.run();

        assertThat(root.probes).doesNotHaveDuplicates().hasSize(2);
        assertThat(root.delays).containsExactly(Duration.ZERO, Duration.ZERO);
        assertThat(root.isLooping).isFalse();
    }

    @Test
    void probeThatComesBackStopsTheForwardAndGoesNoFurther() {
        root.changed.run();

        assertThat(ask(root.probes.get(0), Type.HINFO)).isEqualTo(Rcode.SERVFAIL);

        assertThat(root.isLooping).isTrue();
        assertThat(root.asked).isZero();
    }

    @Test
    void otherQuestionsPass() {
        root.changed.run();
        ask(root.probes.get(0), Type.A);
        ask(DomainName.parse("example.org."), Type.HINFO);
        ask(root.probes.get(0).parent(), Type.HINFO);

        assertThat(root.isLooping).isFalse();
        assertThat(root.asked).isEqualTo(3);
    }

    @Test
    void loopIsLookedForAgainUntilItIsOver() {
        root.changed.run();
        ask(root.probes.get(0), Type.HINFO);
        root.done.get(0).run();
        assertThat(root.delays).last().isEqualTo(AGAIN);
        ask(root.probes.get(1), Type.HINFO);
        root.done.get(1).run();
        assertThat(root.isLooping).isTrue();

        root.done.get(2).run();

        assertThat(root.isLooping).isFalse();
        assertThat(root.probes).hasSize(3);
    }

    @Test
    void probeOfBeforeAChangeDecidesNothing() {
        root.changed.run();
        root.changed.run();
        ask(root.probes.get(0), Type.HINFO);
        assertThat(root.isLooping).as("an old probe").isFalse();

        ask(root.probes.get(1), Type.HINFO);
        root.done.get(0).run();

        assertThat(root.isLooping).isTrue();
    }

    @Test
    void onlyTheForwardThatLoopsIsStopped() {
        Scripted lab = new Scripted("lab.test.");
        loop.watch(lab);
        root.changed.run();
        lab.changed.run();

        ask(lab.probes.get(0), Type.HINFO);

        assertThat(lab.probes.get(0).isSubdomainOf(DomainName.parse("lab.test.")))
                .isTrue();
        assertThat(lab.isLooping).isTrue();
        assertThat(root.isLooping).isFalse();
    }

    @Test
    void leavesZonesOfOthersOnTheFastPath() {
        assertThat(loop.touch(DomainName.parse("cluster.local."))).isEqualTo(Touch.NONE);
        assertThat(loop.touch(DomainName.ROOT)).isEqualTo(Touch.ANSWER);
    }

    /** A forward that does what it is told to and notes it. */
    private static final class Scripted implements Handler, Outbound {
        private final DomainName zone;
        private final List<DomainName> probes = new ArrayList<>();
        private final List<Duration> delays = new ArrayList<>();
        private final List<Runnable> done = new ArrayList<>();
        private Runnable changed = () -> {};
        private boolean isLooping;
        private int asked;

        Scripted(String zone) {
            this.zone = DomainName.parse(zone);
        }

        @Override
        public String directive() {
            return "forward";
        }

        @Override
        public Touch touch(DomainName of) {
            return Touch.ANSWER;
        }

        @Override
        public Outcome handle(Exchange exchange) {
            asked++;
            return Outcome.ANSWERED;
        }

        @Override
        public DomainName zone() {
            return zone;
        }

        @Override
        public String destination() {
            return "10.0.0.1";
        }

        @Override
        public void onChange(Runnable listener) {
            changed = listener;
        }

        @Override
        public void probe(DomainName name, Duration delay, Runnable then) {
            probes.add(name);
            delays.add(delay);
            done.add(then);
        }

        @Override
        public void setLooping(boolean looping) {
            isLooping = looping;
        }
    }
}
