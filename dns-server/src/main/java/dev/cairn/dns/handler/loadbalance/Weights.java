// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.loadbalance;

import dev.cairn.dns.chain.AddressOrder;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.config.IpLiteral;
import dev.cairn.dns.wire.AddressRuns;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.FoldedName;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often each address of a name goes to the front: as often as its weight is of the sum of all, 1 where none is given. It changes places
 * with the one that was there; the others stay.
 *
 * <p><b>Immutable.</b>
 */
final class Weights implements AddressOrder {
    /** Every address has the weight 1. */
    static final Weights NONE = new Weights(Map.of());

    private static final int MAX_WEIGHT = 255;

    private final Map<FoldedName, Map<ByteBuffer, Integer>> names;

    private Weights(Map<FoldedName, Map<ByteBuffer, Integer>> names) {
        this.names = names;
    }

    /**
     * Reads the text of a file: a name in a line of its own, followed by lines of an address and a weight.
     *
     * @throws IllegalArgumentException that says which line is wrong
     */
    static Weights parse(String text) {
        Map<FoldedName, Map<ByteBuffer, Integer>> names = new HashMap<>();
        Map<ByteBuffer, Integer> weights = null;
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            String[] words = line.trim().split("\\s+");
            if (words[0].isEmpty() || words[0].startsWith("#")) {
                continue;
            }
            if (words.length == 1 && IpLiteral.parse(words[0]).isEmpty()) {
                weights = names.computeIfAbsent(DomainName.parse(words[0]).folded(), name -> new HashMap<>());
            } else {
                add(words, weights, number);
            }
        }
        return new Weights(names);
    }

    private static void add(String[] words, @Nullable Map<ByteBuffer, Integer> weights, int line) {
        byte[] address = IpLiteral.parse(words[0]).map(InetAddress::getAddress).orElse(new byte[0]);
        int weight = words.length == 2 && words[1].matches("\\d{1,3}") ? Integer.parseInt(words[1]) : 0;
        if (address.length == 0 || weight < 1 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException(
                    "line " + line + " must be a name, or an address and a weight from 1 to " + MAX_WEIGHT);
        }
        if (weights == null) {
            throw new IllegalArgumentException("line " + line + " must come after the name that has the address");
        }
        weights.put(ByteBuffer.wrap(address), weight);
    }

    @Override
    public void arrange(AddressRuns run, Exchange exchange) {
        Map<ByteBuffer, Integer> weights = names.getOrDefault(run.owner().folded(), Map.of());
        int[] sums = new int[run.count()];
        int sum = 0;
        byte[] address = new byte[run.octets()];
        for (int i = 0; i < sums.length; i++) {
            run.copyTo(i, address);
            sum += weights.getOrDefault(ByteBuffer.wrap(address), 1);
            sums[i] = sum;
        }
        long drawn = Long.remainderUnsigned(exchange.nextRandom(), sum);
        int front = 0;
        while (sums[front] <= drawn) {
            front++;
        }
        run.swap(0, front);
    }
}
