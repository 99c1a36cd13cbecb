// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServiceSnapshot;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A change of one group costs what one group costs, however many the Service has. */
class ChangeCostTest {
    private static final int GROUP_SIZE = 100;
    private static final int GROUPS = 50;
    private static final ServiceName NAME = ServiceName.of("shop", "db");
    private static final byte[] KEY = ServiceCell.key(NAME);
    private static final Service SERVICE = Service.builder(NAME).headless().build();

    private final ClusterModel model = new ClusterModel(ModelOptions.DEFAULT, List.of());

    ChangeCostTest() {
        model.onNamespace(Namespace.of("shop"));
    }

    @Test
    void blocksOfOtherGroupsAreTheSameObjects() {
        List<EndpointGroup> groups = groups(GROUPS);
        CompiledService before = deliver(groups);
        groups.set(7, group(7, 3));
        CompiledService after = deliver(groups);
        for (int i = 0; i < GROUPS; i++) {
            assertThat(after.blocks()[i] == before.blocks()[i])
                    .as("block %d is shared", i)
                    .isEqualTo(i != 7);
        }
        assertThat(after.endpoints()).isNotNull();
        assertThat(after.endpoints().count()).isEqualTo(GROUPS * GROUP_SIZE - 1);
    }

    @Test
    void mapsShareAllBranchesButThoseOnTheWayToTheGroup() {
        List<EndpointGroup> groups = groups(GROUPS);
        CompiledService before = deliver(groups);
        Set<Object> labels = branches(before.labels());
        Set<Object> addresses = branches(model.reverseNames().ipv4Root());
        groups.set(7, group(7, 3));
        Set<Object> labelsAfter = branches(deliver(groups).labels());
        Set<Object> addressesAfter = branches(model.reverseNames().ipv4Root());
        labelsAfter.removeAll(labels);
        addressesAfter.removeAll(addresses);
        // A label has two or three branches above it here; an address shares nearly all of its with its neighbours.
        assertThat(labelsAfter).hasSizeLessThan(3 * GROUP_SIZE).hasSizeLessThan(labels.size() / 2);
        assertThat(addressesAfter).hasSizeLessThan(GROUP_SIZE / 4).hasSizeLessThan(addresses.size() / 10);
    }

    @Test
    void allocatesLittleMoreThanForAServiceOfOneGroup() {
        long one = allocatedByChange(1);
        long fifty = allocatedByChange(GROUPS);
        assertThat(fifty)
                .as("octets, where a Service of one group takes %d", one)
                .isLessThan(3 * one);
    }

    @Test
    void aGroupThatChangesInWhatIsNotAnsweredCostsNoNewBlock() {
        List<EndpointGroup> groups = groups(2);
        CompiledService before = deliver(groups);
        int serial = model.serial();
        EndpointGroup same = group(1, -1);
        assertThat(same).isNotSameAs(groups.get(1));
        groups.set(1, same);
        CompiledService after = deliver(groups);
        assertThat(after.blocks()).containsExactly(before.blocks());
        assertThat(after.labels()).isSameAs(before.labels());
        assertThat(model.serial()).isEqualTo(serial);
    }

    private long allocatedByChange(int groupCount) {
        model.onServiceRemoved(NAME);
        List<EndpointGroup> groups = groups(groupCount);
        deliver(groups);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int change = 0; change < 50; change++) {
            groups.set(0, group(0, change));
            ServiceSnapshot snapshot = snapshot(groups);
            long before = threads.getCurrentThreadAllocatedBytes();
            model.onService(snapshot);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private CompiledService deliver(List<EndpointGroup> groups) {
        model.onService(snapshot(groups));
        ServiceCell cell = model.services().find(KEY, 0, KEY.length);
        assertThat(cell).isNotNull();
        CompiledService version = cell.current();
        assertThat(version).isNotNull();
        return version;
    }

    private static ServiceSnapshot snapshot(List<EndpointGroup> groups) {
        return ServiceSnapshot.of(SERVICE, groups, 1, "test", Instant.EPOCH);
    }

    private static List<EndpointGroup> groups(int count) {
        List<EndpointGroup> groups = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            groups.add(group(i, -1));
        }
        return groups;
    }

    /** A group of which one endpoint, or none, is not ready. */
    private static EndpointGroup group(int number, int notReady) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < GROUP_SIZE; i++) {
            IpAddress address = IpAddress.of(new byte[] {10, (byte) 244, (byte) number, (byte) i});
            endpoints.add(Endpoint.builder(address).ready(i != notReady).build());
        }
        return EndpointGroup.of("db-" + number, AddressFamily.IPV4, List.of(EndpointPort.tcp("pg", 5432)), endpoints);
    }

    private static Set<Object> branches(@Nullable Object root) {
        Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());
        collect(root, found);
        return found;
    }

    private static void collect(@Nullable Object at, Set<Object> found) {
        if (at instanceof Trie.Node node) {
            found.add(node);
            for (int i = 0; i < node.size(); i++) {
                collect(node.at(i), found);
            }
        }
    }
}
