// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Several runs of endpoints: the blocks of a Service, or the places where one label stands.
 *
 * <p><b>Immutable.</b>
 */
final class EndpointRuns implements Endpoints {
    private final EndpointBlock[] blocks;
    private final int[] firsts;
    private final int[] ends; // of each run, as positions
    private final int ipv4Count;
    private final boolean mayRepeatAddresses;

    private EndpointRuns(List<? extends Endpoints> parts) {
        int count = parts.size();
        blocks = new EndpointBlock[count];
        firsts = new int[count];
        ends = new int[count];
        int end = 0;
        int ipv4 = 0;
        boolean repeats = false;
        for (int i = 0; i < count; i++) {
            Endpoints part = parts.get(i);
            end += part.count();
            ipv4 += part.ipv4Count();
            repeats |= part.mayRepeatAddresses();
            blocks[i] = part.block(0);
            firsts[i] = part.first(0);
            ends[i] = end;
        }
        ipv4Count = ipv4;
        mayRepeatAddresses = repeats || !blocks[0].isIpv4() || count > 2 || blocks[1].isIpv4();
    }

    /** The parts, each of one run, joined: the part itself if there is but one. */
    static Endpoints of(List<? extends Endpoints> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        List<Endpoints> sorted = new ArrayList<>(parts.size());
        for (Endpoints part : parts) {
            if (part.ipv4Count() > 0) {
                sorted.add(part);
            }
        }
        for (Endpoints part : parts) {
            if (part.ipv4Count() == 0) {
                sorted.add(part);
            }
        }
        return new EndpointRuns(sorted);
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
        return blocks.length;
    }

    @Override
    public EndpointBlock block(int run) {
        return blocks[run];
    }

    @Override
    public int first(int run) {
        return firsts[run];
    }

    @Override
    public int length(int run) {
        return ends[run] - start(run);
    }

    @Override
    public int runOf(int position) {
        int found = Arrays.binarySearch(ends, position + 1);
        return found >= 0 ? found : -found - 1;
    }

    @Override
    public int indexOf(int position, int run) {
        return firsts[run] + position - start(run);
    }

    private int start(int run) {
        return run == 0 ? 0 : ends[run - 1];
    }

    @Override
    public boolean mayRepeatAddresses() {
        return mayRepeatAddresses;
    }
}
