// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void makesEachColumnAsWideAsItsWidestCell() {
        TextTable table = new TextTable("NAME", "ADDRESS");
        table.add("orders.shop", "10.96.0.1");
        table.add("db", "-");
        assertThat(table.lines()).containsExactly("NAME         ADDRESS", "orders.shop  10.96.0.1", "db           -");
    }
}
