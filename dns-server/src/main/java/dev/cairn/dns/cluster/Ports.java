// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.Protocol;
import dev.cairn.discovery.ServicePort;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Ports packed into octets, one after the other: name as a label (length 0 without a name), protocol, number.
 *
 * <p>A cursor is the offset of a port: {@code for (int at = 0; at < ports.end(); at = ports.after(at))}.
 *
 * <p><b>Immutable.</b>
 */
final class Ports {
    static final Ports NONE = new Ports(new byte[0], 0);

    private static final int FIXED_BYTES = 3;
    private static final int REPEATED = 0x80;
    private static final int PROTOCOL = 0x7F;
    private static final List<Protocol> PROTOCOLS = List.of(Protocol.values()); // packed as places here
    private static final byte[][] PROTOCOL_LABELS =
            PROTOCOLS.stream().map(protocol -> Labels.of("_" + protocol)).toArray(byte[][]::new);

    private final byte[] packed;
    private final int count;

    private Ports(byte[] packed, int count) {
        this.packed = packed;
        this.count = count;
    }

    static Ports ofService(List<ServicePort> ports) {
        Packer packer = new Packer();
        for (ServicePort port : ports) {
            packer.add(port.name(), port.protocol(), port.number());
        }
        return packer.pack();
    }

    static Ports ofGroup(List<EndpointPort> ports) {
        Packer packer = new Packer();
        for (EndpointPort port : ports) {
            packer.add(port.name(), port.protocol(), port.number());
        }
        return packer.pack();
    }

    int count() {
        return count;
    }

    int end() {
        return packed.length;
    }

    int after(int at) {
        return at + 1 + packed[at] + FIXED_BYTES;
    }

    /** The offset of a port by its place, 0 being the first; takes a step for each port before it. */
    int offset(int place) {
        int at = 0;
        for (int i = 0; i < place; i++) {
            at = after(at);
        }
        return at;
    }

    int number(int at) {
        int last = after(at);
        return (packed[last - 2] & 0xFF) << 8 | packed[last - 1] & 0xFF;
    }

    /** Whether a port before this one has the same number, as 53/UDP and 53/TCP have. */
    boolean repeatsNumber(int at) {
        return (packed[after(at) - FIXED_BYTES] & REPEATED) != 0;
    }

    /** Whether the port is asked for by the labels {@code _port._proto} in any letter case. */
    boolean isNamed(int at, byte[] asked, int portLabel, int protocolLabel) {
        int nameBytes = packed[at];
        return nameBytes > 0
                && asked[portLabel] == nameBytes + 1
                && asked[portLabel + 1] == '_'
                && Labels.match(packed, at + 1, asked, portLabel + 2, nameBytes)
                && hasProtocol(at, asked, protocolLabel);
    }

    /** How many ports the labels {@code _port._proto} ask for. */
    int countNamed(byte[] asked, int portLabel, int protocolLabel) {
        int named = 0;
        for (int at = 0; at < end(); at = after(at)) {
            named += isNamed(at, asked, portLabel, protocolLabel) ? 1 : 0;
        }
        return named;
    }

    /** Whether there is a name {@code _port._proto} for this protocol label. */
    boolean hasNamedPortOf(byte[] asked, int protocolLabel) {
        for (int at = 0; at < end(); at = after(at)) {
            if (packed[at] > 0 && hasProtocol(at, asked, protocolLabel)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasProtocol(int at, byte[] asked, int protocolLabel) {
        byte[] label = PROTOCOL_LABELS[packed[after(at) - FIXED_BYTES] & PROTOCOL];
        return Labels.matchLabel(label, 0, asked, protocolLabel);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ports that && Arrays.equals(packed, that.packed);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(packed);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < end(); at = after(at)) {
            Protocol protocol = PROTOCOLS.get(packed[after(at) - FIXED_BYTES] & PROTOCOL);
            text.append(text.isEmpty() ? "" : " ")
                    .append(number(at))
                    .append('/')
                    .append(protocol);
        }
        return text.toString();
    }

    /** Puts ports behind each other. */
    private static final class Packer {
        private final Set<Integer> numbers = new HashSet<>();
        private byte[] packed = new byte[0];
        private int count;

        /** A name too long for an SRV label, which needs an underscore too, counts as none. */
        void add(String name, Protocol protocol, int number) {
            boolean named = Labels.isLabel(name) && name.length() < Labels.MAX_LABEL_BYTES;
            byte[] label = named ? Labels.of(name) : new byte[1];
            int at = packed.length;
            packed = Arrays.copyOf(packed, at + label.length + FIXED_BYTES);
            System.arraycopy(label, 0, packed, at, label.length);
            int repeated = numbers.add(number) ? 0 : REPEATED;
            packed[at + label.length] = (byte) (PROTOCOLS.indexOf(protocol) | repeated);
            packed[at + label.length + 1] = (byte) (number >>> 8);
            packed[at + label.length + 2] = (byte) number;
            count++;
        }

        Ports pack() {
            return count == 0 ? NONE : new Ports(packed, count);
        }
    }
}
