// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.IpAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Allots addresses of up to two blocks, one of each family, to keys. <b>Confined to</b> one thread. */
final class AddressPools {
    private final Map<AddressFamily, Pool> pools = new LinkedHashMap<>();

    AddressPools(List<Cidr> cidrs) {
        cidrs.forEach(cidr -> pools.put(cidr.family(), new Pool(cidr)));
    }

    /** The families that can be allotted, the primary first. */
    List<AddressFamily> families() {
        return List.copyOf(pools.keySet());
    }

    /** The block of a family, for people. */
    String describe(AddressFamily family) {
        Pool pool = pools.get(family);
        return pool == null ? "no " + family + " block" : pool.cidr.toString();
    }

    /** Proposes addresses of one family; the family must be one of {@link #families()}. */
    Round allot(AddressFamily family, Collection<String> keys, Set<IpAddress> reserved) {
        Pool pool = pools.get(family);
        if (pool == null) {
            throw new IllegalArgumentException("no block of family " + family);
        }
        Set<Long> reservedOffsets = new HashSet<>();
        reserved.forEach(address -> pool.cidr.offsetOf(address).ifPresent(reservedOffsets::add));
        return new Round(pool, pool.numbers.allot(keys, reservedOffsets));
    }

    /** What one round of allotting proposes. */
    static final class Round {
        private final Pool pool;
        private final NumberPool.Allotment allotment;
        private final Map<String, IpAddress> addresses = new LinkedHashMap<>();

        private Round(Pool pool, NumberPool.Allotment allotment) {
            this.pool = pool;
            this.allotment = allotment;
            allotment.numbers().forEach((key, offset) -> addresses.put(key, pool.cidr.at(offset)));
        }

        Map<String, IpAddress> addresses() {
            return addresses;
        }

        List<String> unserved() {
            return allotment.unserved();
        }

        /** Makes the proposal the one to keep to. */
        void keep() {
            pool.numbers.keep(allotment);
        }
    }

    private static final class Pool {
        private final Cidr cidr;
        private final NumberPool numbers;

        private Pool(Cidr cidr) {
            this.cidr = cidr;
            // The first address names the block; the last one of IPv4 is the broadcast address.
            boolean hasRoom = cidr.size() > 2;
            long last = hasRoom && cidr.family() == AddressFamily.IPV4 ? cidr.size() - 1 : cidr.size();
            this.numbers = new NumberPool(hasRoom ? 1 : 0, last);
        }
    }
}
