// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The endpoints of a Service that are in one topology zone: those of each block that has some, by their indices there.
 *
 * <p><b>Immutable.</b>
 */
final class ZoneEndpoints implements Endpoints {
    /** The endpoints of a block that are in one zone. */
    static final class Part {
        private final byte[] zone;
        private final int[] indices; // rising

        Part(byte[] zone, int[] indices) {
            this.zone = zone;
            this.indices = indices;
        }

        boolean isOf(byte[] other) {
            return Arrays.equals(zone, other);
        }

        boolean has(int index) {
            return Arrays.binarySearch(indices, index) >= 0;
        }

        boolean isLike(Part other) {
            return isOf(other.zone) && Arrays.equals(indices, other.indices);
        }
    }

    private record Run(EndpointBlock block, Part part) {
        int length() {
            return part.indices.length;
        }
    }

    private final byte[] zone;
    private final Run[] runs;
    private final int[] ends; // of each run, as positions
    private final int ipv4Count;

    private ZoneEndpoints(List<Run> runs) {
        this.zone = runs.get(0).part.zone;
        this.runs = runs.toArray(Run[]::new);
        this.ends = new int[this.runs.length];
        int end = 0;
        int ipv4 = 0;
        for (int i = 0; i < ends.length; i++) {
            end += this.runs[i].length();
            ipv4 += this.runs[i].block.isIpv4() ? this.runs[i].length() : 0;
            ends[i] = end;
        }
        ipv4Count = ipv4;
    }

    /** One for each zone that the blocks have endpoints in. */
    static ZoneEndpoints[] of(EndpointBlock[] blocks) {
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        for (boolean ipv4 : new boolean[] {true, false}) {
            for (EndpointBlock block : blocks) {
                for (Part part : block.isIpv4() == ipv4 ? block.zones() : new Part[0]) {
                    runs.computeIfAbsent(Labels.text(part.zone), absent -> new ArrayList<>())
                            .add(new Run(block, part));
                }
            }
        }
        return runs.values().stream().map(ZoneEndpoints::new).toArray(ZoneEndpoints[]::new);
    }

    /** The labels of the zone's name, in lower case. */
    byte[] zone() {
        return zone;
    }

    /** Whether these octets of a name, in any letter case, are the labels of the zone. */
    boolean isNamed(byte[] name, int offset, int length) {
        return zone.length == length && Labels.match(zone, 0, name, offset, length);
    }

    @Override
    public int count() {
        return ends[ends.length - 1];
    }

    @Override
    public int ipv4Count() {
        return ipv4Count;
    }

    @Override
    public int runs() {
        return runs.length;
    }

    @Override
    public EndpointBlock block(int run) {
        return runs[run].block;
    }

    @Override
    public int first(int run) {
        return runs[run].part.indices[0];
    }

    @Override
    public int length(int run) {
        return runs[run].length();
    }

    @Override
    public int runOf(int position) {
        int found = Arrays.binarySearch(ends, position + 1);
        return found >= 0 ? found : -found - 1;
    }

    @Override
    public int indexOf(int position, int run) {
        return runs[run].part.indices[position - start(run)];
    }

    private int start(int run) {
        return run == 0 ? 0 : ends[run - 1];
    }

    /** Equal labels are neighbours here, too. */
    @Override
    public boolean startsLabel(int position, int run) {
        EndpointBlock block = runs[run].block;
        return position == start(run)
                || block.labelOffset(indexOf(position, run)) != block.labelOffset(indexOf(position - 1, run));
    }

    @Override
    public boolean mayRepeatAddresses() {
        return runs.length > 1 || runs[0].block.mayRepeatAddresses();
    }
}
