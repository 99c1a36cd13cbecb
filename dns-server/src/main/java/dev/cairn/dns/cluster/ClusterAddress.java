// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import java.util.Arrays;

/** A cluster IP of a Service, with an identity of its own. <b>Immutable.</b> */
final class ClusterAddress implements ReverseEntry {
    private final ServiceCell cell;
    private final byte[] address;

    ClusterAddress(ServiceCell cell, byte[] address) {
        this.cell = cell;
        this.address = address;
    }

    @Override
    public ServiceCell cell() {
        return cell;
    }

    @Override
    public boolean isVisible(boolean hidesEmptyServices) {
        CompiledService service = cell.current();
        boolean hidden = hidesEmptyServices && (service == null || service.endpoints() == null);
        return !hidden && cell.namespace.isVisible();
    }

    @Override
    public boolean isIpv4() {
        return address.length == 4;
    }

    @Override
    public int addressNibble(int depth) {
        int octet = address[depth >> 1];
        return (depth & 1) == 0 ? octet >> 4 & 0xF : octet & 0xF;
    }

    @Override
    public boolean hasAddress(byte[] other, int length) {
        return address.length == length && Arrays.equals(address, 0, length, other, 0, length);
    }
}
