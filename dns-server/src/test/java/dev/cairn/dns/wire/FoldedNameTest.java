// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FoldedNameTest {

    @Test
    void isOneKeyForAllLetterCases() {
        FoldedName key = FoldedName.parse("web.shop.svc.cluster.local.");
        byte[] mixed = DomainName.parse("x.WEB.Shop.SVC.cluster.LOCAL.").toWire();

        assertThat(FoldedName.parse("WEB.shop.svc.Cluster.local"))
                .isEqualTo(key)
                .hasSameHashCodeAs(key);
        assertThat(key.matches(mixed, 2, mixed.length - 2)).isTrue();
        assertThat(FoldedName.hash(mixed, 2, mixed.length - 2)).isEqualTo(key.hashCode());
        assertThat(key.toName()).hasToString("web.shop.svc.cluster.local.");
        assertThat(key.toWire()).hasSize(key.length()).isEqualTo(key.toName().toWire());
    }

    @Test
    void tellsNamesApart() {
        FoldedName key = FoldedName.parse("web.shop.");
        byte[] longer = DomainName.parse("web.shop.x.").toWire();

        assertThat(key).isNotEqualTo(FoldedName.parse("web.shoq.")).isNotEqualTo(FoldedName.parse("webshop."));
        assertThat(key.matches(longer, 0, longer.length)).isFalse();
        assertThat(key.matches(longer, 0, key.length()))
                .as("cut within a label")
                .isFalse();
    }

    @Test
    void spreadsNamesThatCollideUnderPolynomialHashes() {
        // "az" and "b[" have one String.hashCode, as have all strings made of the same number of them.
        Set<Integer> hashes = new HashSet<>();
        for (int bits = 0; bits < 4096; bits++) {
            StringBuilder name = new StringBuilder();
            for (int i = 0; i < 12; i++) {
                name.append(((bits >> i) & 1) == 0 ? "az" : "b[");
            }
            hashes.add(FoldedName.parse(name.toString()).hashCode());
        }

        // Of 4096 random hashes of 32 bits, two collide in one run of 500, and three pairs practically never.
        assertThat(hashes).hasSizeGreaterThan(4096 - 3);
    }

    @Test
    void hashesAsSipHashIsSpecified() {
        // Key 00 01 .. 0f and input 00 01 .. 0e of the paper's appendix A; none of them is a letter.
        byte[] input = new byte[15];
        for (int i = 0; i < input.length; i++) {
            input[i] = (byte) i;
        }
        SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

        assertThat(hash.hashFolded(input, 0, 15)).isEqualTo(0xa129ca6149be45e5L);
        assertThat(hash.hashFolded(input, 0, 0)).isEqualTo(0x726fdb47dd0e0e31L);
        assertThat(hash.hashFolded(input, 0, 8)).isEqualTo(0x93f5f5799a932462L);
    }
}
