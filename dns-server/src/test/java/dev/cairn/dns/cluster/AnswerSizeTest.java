// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.ServiceName;
import dev.cairn.dns.conformance.ClusterWorld;
import dev.cairn.dns.conformance.ZoneAsker;
import dev.cairn.dns.wire.DomainName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** Which records are told when not all fit, and in which order. */
class AnswerSizeTest {
    private static final String DB = "db.shop.svc.cluster.local.";
    private static final ServiceName NAME = ServiceName.of("shop", "db");
    private static final int QUESTION_BYTES = 12 + DB.length() + 1 + 4;
    private static final int OPT_BYTES = 11;
    private static final int A_BYTES = 16;
    private static final int GROUP_SIZE = 100;

    private final ClusterModel model = new ClusterModel(ModelOptions.DEFAULT, List.of());
    private final ClusterWorld world =
            new ClusterWorld(model).apply("namespace shop\nheadless db.shop").synced();
    private final ZoneAsker asker = new ZoneAsker(Stream.of("cluster.local", "in-addr.arpa")
            .map(DomainName::parse)
            .map(zone -> new ClusterZone(
                    model, new ZoneOptions(zone, DomainName.parse("cluster.local"), 5, PodMode.DISABLED, false)))
            .toList());

    private void endpoints(int count) {
        for (int group = 0; group * GROUP_SIZE < count; group++) {
            group(group, Math.min(GROUP_SIZE, count - group * GROUP_SIZE), -1);
        }
    }

    private void group(int number, int size, int without) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            byte[] octets = {10, (byte) (number >> 8), (byte) number, (byte) i};
            endpoints.add(
                    Endpoint.builder(IpAddress.of(octets)).ready(i != without).build());
        }
        List<EndpointPort> ports = List.of(EndpointPort.tcp("pg", 5432));
        world.putGroup(NAME, EndpointGroup.of("group-" + number, AddressFamily.IPV4, ports, endpoints));
    }

    @Test
    void theZoneIsWrittenOnceInThePointersOfAnAddress() {
        for (String service : List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j")) {
            world.apply("headless " + service + ".shop\nslice " + service + ".shop/s | 10.0.0.1=x");
        }
        assertThat(data(asker.ask("1.0.0.10.in-addr.arpa.", "PTR"), Section.ANSWER))
                .hasSize(10);
        int question = 12 + "1.0.0.10.in-addr.arpa.".length() + 1 + 4 + OPT_BYTES;
        int firstLabels = "x.a.shop.svc.".length();
        assertThat(asker.answerBytes())
                .isEqualTo(question + 10 * (12 + firstLabels + 2) + "cluster.local.".length() + 1 - 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 150, 4_000, 6_000})
    void aDatagramHoldsAsManyWholeRecordsAsFit(int count) {
        endpoints(count);
        for (int limit : List.of(512, 1232)) {
            Message answer = asker.limit(limit).ask(DB, "A");
            assertThat(isTruncated(answer)).isTrue();
            Set<String> records = data(answer, Section.ANSWER);
            assertThat(records)
                    .hasSize((limit - QUESTION_BYTES - OPT_BYTES) / A_BYTES)
                    .hasSameSizeAs(answer.getSection(Section.ANSWER));
            assertThat(asker.answerBytes()).isLessThanOrEqualTo(limit);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 100, 500, 5_000})
    void eachEndpointIsAsLikelyAsAnyOtherToBeInATruncatedDatagram(int count) {
        endpoints(count);
        asker.limit(512);
        int answers = 4_000;
        Map<String, Integer> seen = new HashMap<>();
        int perAnswer = 0;
        for (int i = 0; i < answers; i++) {
            Set<String> records = data(asker.ask(DB, "A"), Section.ANSWER);
            records.forEach(record -> seen.merge(record, 1, Integer::sum));
            perAnswer = records.size();
        }
        // Pearson's statistic of counts that each have the mean m and nearly the variance m(1 - p): about one for each
        // endpoint.
        double share = (double) perAnswer / count;
        double mean = answers * share;
        double sum = 0;
        for (int times : seen.values()) {
            sum += (times - mean) * (times - mean) / (mean * (1 - share));
        }
        sum += (count - seen.size()) * mean / (1 - share);
        double tolerance = 6 * Math.sqrt(2.0 * count);
        assertThat(sum).as("of %d endpoints", count).isBetween(count - tolerance, count + tolerance);
    }

    @Test
    void theOrderOfRecordsIsKeptUnlessItIsToBeDrawn() {
        endpoints(3);
        asker.context().datagram(false);
        Set<List<String>> kept = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            kept.add(order(asker.ask(DB, "A")));
        }
        assertThat(kept).containsExactly(List.of("10.0.0.0", "10.0.0.1", "10.0.0.2"));
    }

    @Test
    void eachOrderIsAsLikelyAsAnyOther() {
        endpoints(3);
        asker.context().datagram(true);
        Map<List<String>, Integer> orders = new HashMap<>();
        int answers = 6_000;
        for (int i = 0; i < answers; i++) {
            orders.merge(order(asker.ask(DB, "A")), 1, Integer::sum);
        }
        assertThat(orders).hasSize(6);
        // a mean of 1000 with a standard deviation of 29
        assertThat(orders.values()).allSatisfy(count -> assertThat(count).isBetween(850, 1150));
    }

    @Test
    void aStreamHoldsAllThatFits() {
        endpoints(4_000);
        asker.context().stream(true, 1);
        Message answer = asker.ask(DB, "A");
        assertThat(isTruncated(answer)).isFalse();
        assertThat(data(answer, Section.ANSWER)).hasSize(4_000);
    }

    @Test
    void aClientOnAStreamAlwaysHasTheSameRecordsOfTooMany() {
        endpoints(10_000);
        asker.context().stream(true, 1);
        Message answer = asker.ask(DB, "A");
        Set<String> mine = data(answer, Section.ANSWER);
        assertThat(isTruncated(answer)).isTrue();
        assertThat(mine).hasSizeBetween(3_600, 4_095).hasSameSizeAs(answer.getSection(Section.ANSWER));
        assertThat(data(asker.ask(DB, "A"), Section.ANSWER)).isEqualTo(mine);
        asker.context().stream(true, 2);
        Set<String> others = data(asker.ask(DB, "A"), Section.ANSWER);
        others.removeAll(mine);
        assertThat(others).as("records of another client only").hasSizeGreaterThan(1_500);
    }

    @Test
    void oneEndpointLessChangesNextToNothingOfWhatAClientHas() {
        endpoints(10_000);
        asker.context().stream(false, 7);
        Set<String> before = data(asker.ask(DB, "A"), Section.ANSWER);
        group(0, GROUP_SIZE, 50);
        Set<String> after = data(asker.ask(DB, "A"), Section.ANSWER);
        Set<String> gone = new HashSet<>(before);
        gone.removeAll(after);
        Set<String> come = new HashSet<>(after);
        come.removeAll(before);
        assertThat(gone).hasSizeLessThan(5);
        assertThat(come).hasSizeLessThan(5);
    }

    @Test
    void serviceRecordsOfTooManyEndpointsAreTheSameForAClientToo() {
        endpoints(10_000);
        asker.context().stream(true, 3);
        Set<String> mine = data(asker.ask("_pg._tcp." + DB, "SRV"), Section.ANSWER);
        assertThat(mine).hasSizeGreaterThan(800);
        assertThat(data(asker.ask("_pg._tcp." + DB, "SRV"), Section.ANSWER)).isEqualTo(mine);
    }

    @Test
    void addressesOfTargetsAreLeftOutFirstAndWithoutAWord() {
        endpoints(12);
        Message whole = asker.limit(1232).ask("_pg._tcp." + DB, "SRV");
        assertThat(glue(whole)).isEqualTo(12);
        int roomForAllServices = asker.answerBytes() - 12 * A_BYTES;
        Message tight = asker.limit(roomForAllServices + 3 * A_BYTES).ask("_pg._tcp." + DB, "SRV");
        assertThat(isTruncated(tight)).isFalse();
        assertThat(tight.getSection(Section.ANSWER)).hasSize(12);
        assertThat(glue(tight)).isEqualTo(3);
        Message cut = asker.limit(roomForAllServices - 1).ask("_pg._tcp." + DB, "SRV");
        assertThat(isTruncated(cut)).isTrue();
        assertThat(cut.getSection(Section.ANSWER)).hasSize(11);
    }

    @Test
    void aReverseNameOfManyServicesIsCutToo() {
        for (int i = 0; i < 40; i++) {
            world.apply("headless agent-" + i + ".shop\nslice agent-" + i + ".shop/a | 10.9.9.9");
        }
        Message all = asker.limit(65_535).ask("9.9.9.10.in-addr.arpa.", "PTR");
        assertThat(data(all, Section.ANSWER)).hasSize(40);
        Message answer = asker.limit(512).ask("9.9.9.10.in-addr.arpa.", "PTR");
        assertThat(isTruncated(answer)).isTrue();
        assertThat(answer.getSection(Section.ANSWER)).hasSizeBetween(5, 15);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            seen.addAll(data(asker.ask("9.9.9.10.in-addr.arpa.", "PTR"), Section.ANSWER));
        }
        assertThat(seen).as("drawn anew each time").hasSize(40);
    }

    @Test
    void manyEndpointsOfOneHostNameAreDrawnAnewToo() {
        StringBuilder line = new StringBuilder("slice db.shop/same |");
        for (int i = 0; i < 90; i++) {
            line.append(" 10.8.0.").append(i).append("=web");
        }
        world.apply(line.toString());
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Message answer = asker.limit(512).ask("web." + DB, "A");
            assertThat(isTruncated(answer)).isTrue();
            seen.addAll(data(answer, Section.ANSWER));
        }
        assertThat(seen).hasSize(90);
    }

    private static boolean isTruncated(Message answer) {
        return answer.getHeader().getFlag(Flags.TC);
    }

    private static Set<String> data(Message answer, int section) {
        return new HashSet<>(order(answer, section));
    }

    private static List<String> order(Message answer) {
        return order(answer, Section.ANSWER);
    }

    private static List<String> order(Message answer, int section) {
        return answer.getSection(section).stream().map(Record::rdataToString).toList();
    }

    private static int glue(Message answer) {
        return answer.getSection(Section.ADDITIONAL).size() - 1; // OPT
    }
}
