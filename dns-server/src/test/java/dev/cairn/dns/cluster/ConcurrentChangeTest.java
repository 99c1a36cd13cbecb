// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.conformance.ClusterWorld;
import dev.cairn.dns.conformance.ZoneAsker;
import dev.cairn.dns.wire.DomainName;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Readers never see half a change, while one thread changes a Service all the time. */
@Timeout(60)
class ConcurrentChangeTest {
    private static final String SERVICE = "db.shop.svc.cluster.local.";
    private static final int CHANGES = 1_500;
    private static final int CHANGES_BETWEEN_RESTS = 50;
    private static final int READERS = 2;
    private static final List<String> LASTING = List.of("db-0", "db-1", "db-2", "db-3");

    private final ClusterModel model = new ClusterModel(ModelOptions.DEFAULT, List.of());
    private final ClusterWorld world =
            new ClusterWorld(model).apply("namespace shop\nheadless db.shop").synced();
    /** Odd while a change is under way. */
    private final AtomicLong changes = new AtomicLong();

    private final AtomicLong rounds = new AtomicLong();

    private volatile boolean done;

    /** What one reader saw. */
    private record Seen(long answers, long targetsAsked, long targetsAskedInOneVersion) {}

    @Test
    void targetsOfServiceRecordsExist() throws Exception {
        change(new Random(1), 0);
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        try {
            List<Future<Seen>> results = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                results.add(readers.submit(reader()));
            }
            Random random = new Random(2);
            for (int i = 1; i <= CHANGES && results.stream().noneMatch(Future::isDone); i++) {
                changes.incrementAndGet();
                change(random, i);
                changes.incrementAndGet();
                if (i % CHANGES_BETWEEN_RESTS == 0) {
                    rest(results);
                }
            }
            done = true;
            for (Future<Seen> result : results) {
                Seen seen = result.get(30, TimeUnit.SECONDS);
                assertThat(seen.answers()).isPositive();
                assertThat(seen.targetsAsked()).isPositive();
                assertThat(seen.targetsAskedInOneVersion()).isPositive();
            }
        } finally {
            done = true;
            readers.shutdownNow();
        }
    }

    /** Lets a version stand until some reader has asked for all targets in it. */
    private void rest(List<Future<Seen>> readers) {
        long enough = rounds.get() + READERS + 1;
        while (rounds.get() < enough && readers.stream().noneMatch(Future::isDone)) {
            Thread.onSpinWait();
        }
    }

    /** Lasting endpoints move between two slices, in either order; others come and go, and with them whole slices. */
    private void change(Random random, int number) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < LASTING.size(); i++) {
            all.add("10.244.0." + i + "=" + LASTING.get(i));
        }
        int split = random.nextInt(all.size() + 1);
        String passing =
                " 10.244.1." + random.nextInt(200) + " 10.244.2." + random.nextInt(200) + "=job-" + number % 50;
        String first = String.join(" ", all.subList(0, split)) + passing;
        String second = String.join(" ", all.subList(split, all.size()));
        // As the control plane does: whatever leaves a slice has come into the other one before.
        world.apply("slice db.shop/both pg:5432/tcp | " + String.join(" ", all));
        world.apply("slice db.shop/a pg:5432/tcp | " + first);
        world.apply("slice db.shop/b pg:5432/tcp | " + second);
        world.apply("remove slice db.shop/both");
    }

    private Callable<Seen> reader() {
        DomainName zone = DomainName.parse("cluster.local");
        ZoneAsker asker = new ZoneAsker(Stream.of("cluster.local", "in-addr.arpa")
                .map(DomainName::parse)
                .map(name -> new ClusterZone(model, new ZoneOptions(name, zone, 5, PodMode.DISABLED, false)))
                .toList());
        asker.context().datagram(true);
        return () -> read(asker);
    }

    private Seen read(ZoneAsker asker) {
        long answers = 0;
        long asked = 0;
        long inOneVersion = 0;
        while (!done) {
            long version = changes.get();
            Message answer = asker.ask("_pg._tcp." + SERVICE, "SRV");
            answers++;
            List<Name> targets = answer.getSection(Section.ANSWER).stream()
                    .map(record -> ((SRVRecord) record).getTarget())
                    .toList();
            assertThat(targets).doesNotHaveDuplicates();
            assertThat(targets.stream().map(ConcurrentChangeTest::label)).containsAll(LASTING);
            assertThat(owners(answer.getSection(Section.ADDITIONAL)))
                    .as("names with an address in the same answer")
                    .containsAll(targets.stream().map(Name::toString).toList());
            for (Name target : targets) {
                Message address = asker.ask(target, Type.A);
                boolean sameVersion = version % 2 == 0 && changes.get() == version;
                if (sameVersion || LASTING.contains(label(target))) {
                    assertThat(address.getRcode()).as("%s", target).isEqualTo(Rcode.NOERROR);
                    assertThat(address.getSection(Section.ANSWER)).hasSize(1);
                }
                asked++;
                inOneVersion += sameVersion ? 1 : 0;
            }
            assertThat(asker.ask("2.0.244.10.in-addr.arpa.", "PTR").getSection(Section.ANSWER))
                    .as("reverse name of an endpoint that lasts")
                    .hasSize(1);
            rounds.incrementAndGet();
        }
        return new Seen(answers, asked, inOneVersion);
    }

    private static String label(Name target) {
        return target.getLabelString(0);
    }

    private static List<String> owners(List<Record> records) {
        return records.stream().map(record -> record.getName().toString()).collect(Collectors.toList());
    }
}
