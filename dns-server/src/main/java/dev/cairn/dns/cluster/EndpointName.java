// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

/**
 * One ready endpoint in a block: its label and its address. As {@link Endpoints} it stands for all endpoints of the block that share the
 * label, of which it is the first.
 *
 * <p><b>Immutable.</b> There is one for each endpoint, so its size counts.
 */
final class EndpointName implements Endpoints, ReverseEntry {
    final EndpointBlock block;
    final int index;
    private final int labelHash;

    EndpointName(EndpointBlock block, int index, int labelHash) {
        this.block = block;
        this.index = index;
        this.labelHash = labelHash;
    }

    /** The keyed hash of the label. */
    int labelHash() {
        return labelHash;
    }

    /** Whether the other one has the same label. */
    boolean sharesLabel(EndpointName other) {
        return labelHash == other.labelHash && block.sameLabel(index, other.block, other.index);
    }

    @Override
    public ServiceCell cell() {
        return block.cell();
    }

    @Override
    public boolean isVisible(boolean hidesEmptyServices) {
        return cell().namespace.isVisible();
    }

    @Override
    public boolean isIpv4() {
        return block.isIpv4();
    }

    @Override
    public int addressNibble(int depth) {
        return block.addressNibble(index, depth);
    }

    @Override
    public boolean hasAddress(byte[] address, int length) {
        return block.hasAddress(index, address, length);
    }

    @Override
    public int count() {
        return block.labelEnd(index) - index;
    }

    @Override
    public int ipv4Count() {
        return block.isIpv4() ? count() : 0;
    }

    @Override
    public int runs() {
        return 1;
    }

    @Override
    public EndpointBlock block(int run) {
        return block;
    }

    @Override
    public int first(int run) {
        return index;
    }

    @Override
    public int length(int run) {
        return count();
    }

    @Override
    public int runOf(int position) {
        return 0;
    }

    @Override
    public int indexOf(int position, int run) {
        return index + position;
    }

    @Override
    public boolean mayRepeatAddresses() {
        return false;
    }
}
