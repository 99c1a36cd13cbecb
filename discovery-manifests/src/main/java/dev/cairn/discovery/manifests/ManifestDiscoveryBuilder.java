// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.manifests.cluster.Cidr;
import dev.cairn.discovery.manifests.cluster.ControlPlane;
import dev.cairn.discovery.manifests.cluster.PortRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Builds a {@link ManifestDiscovery}; the defaults stand at {@link ManifestDiscovery#builder}. <b>Confined to</b> one thread. */
public final class ManifestDiscoveryBuilder {
    private final Path folder;
    private List<Cidr> serviceCidrs = List.of(Cidr.parse("10.96.0.0/16"), Cidr.parse("fd00:10:96::/112"));
    private List<Cidr> podCidrs = List.of(Cidr.parse("10.244.0.0/16"), Cidr.parse("fd00:10:244::/64"));
    private PortRange nodePorts = new PortRange(30_000, 32_767);
    private Duration pollInterval = Duration.ofMillis(500);
    private Duration settleTime = Duration.ofMillis(100);

    ManifestDiscoveryBuilder(Path folder) {
        this.folder = Objects.requireNonNull(folder, "folder");
    }

    /**
     * The blocks that cluster IPs are taken from: one, or one of each family. The family of the first is that of Services which name
     * none.
     *
     * @throws IllegalArgumentException when a text is no CIDR, or two are of one family
     */
    public ManifestDiscoveryBuilder serviceCidrs(String... values) {
        serviceCidrs = parse(values);
        return this;
    }

    /**
     * The blocks that pod addresses are taken from: one, or one of each family, the primary first. Each pod has an address of each.
     *
     * @throws IllegalArgumentException when a text is no CIDR, or two are of one family
     */
    public ManifestDiscoveryBuilder podCidrs(String... values) {
        podCidrs = parse(values);
        return this;
    }

    /**
     * The range that node ports are taken from, both ends included.
     *
     * @throws IllegalArgumentException when the range is empty or not within 1 to 65535
     */
    public ManifestDiscoveryBuilder nodePorts(int first, int last) {
        nodePorts = new PortRange(first, last);
        return this;
    }

    /** How often the folder is looked at, whether or not the system tells of a change; 1 ms to 1 h. */
    public ManifestDiscoveryBuilder pollInterval(Duration value) {
        pollInterval = checked(value, "pollInterval");
        return this;
    }

    /** How long the files must have stayed the same before they are read; 1 ms to 1 h. */
    public ManifestDiscoveryBuilder settleTime(Duration value) {
        settleTime = checked(value, "settleTime");
        return this;
    }

    /**
     * Reads the folder and begins to watch it.
     *
     * @throws DiscoveryException when the folder isn't there, or cannot be served as it is; the message holds every problem
     */
    public ManifestDiscovery build() {
        requireFolder();
        return new ManifestDiscovery(this);
    }

    /**
     * Reads the folder once, and says what would be served and what is wrong with it.
     *
     * @throws DiscoveryException when the folder isn't there or cannot be read
     */
    public ManifestReport check() {
        requireFolder();
        return ManifestCheck.of(folder, newControlPlane());
    }

    Path folder() {
        return folder;
    }

    long pollMillis() {
        return pollInterval.toMillis();
    }

    long settleMillis() {
        return settleTime.toMillis();
    }

    ControlPlane newControlPlane() {
        return new ControlPlane(serviceCidrs, podCidrs, nodePorts);
    }

    private void requireFolder() {
        if (!Files.exists(folder)) {
            throw DiscoveryException.permanentFailure("the manifests folder " + folder.toAbsolutePath()
                    + " does not exist; create it, or name the folder or file that holds the manifests");
        }
    }

    private static List<Cidr> parse(String... values) {
        List<Cidr> cidrs = new ArrayList<>();
        Set<AddressFamily> families = EnumSet.noneOf(AddressFamily.class);
        for (String value : values) {
            Cidr cidr = Cidr.parse(value);
            if (!families.add(cidr.family())) {
                throw new IllegalArgumentException("at most one CIDR of each family, was " + List.of(values));
            }
            cidrs.add(cidr);
        }
        if (cidrs.isEmpty()) {
            throw new IllegalArgumentException("at least one CIDR is needed");
        }
        return cidrs;
    }

    private static Duration checked(Duration value, String name) {
        if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(name + " must be 1 ms to 1 h, was " + value);
        }
        return value;
    }
}
