// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.kubernetes.read.Parsing.Documents;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CutterTest {
    private static final String ITEM_A =
            "{\"metadata\":{\"name\":\"a\",\"x\":\"}]{[\\\"\\\\\"},\"items\":[{\"b\":[1,2]}]}";
    private static final String ITEM_B = "{\"name\":\"ключ\"}";
    private static final String LIST =
            "{\"kind\":\"ServiceList\",\"metadata\":{\"resourceVersion\":\"7\",\"items\":[9]},\n \"items\": [" + ITEM_A
                    + " ,\n" + ITEM_B + "],\"last\":{\"items\":[{}]}}\n";
    private static final String ENVELOPE =
            "{\"kind\":\"ServiceList\",\"metadata\":{\"resourceVersion\":\"7\",\"items\":[9]},\n \"items\": [],\"last\":{\"items\":[{}]}}";
    private static final String LINES = ITEM_A + "\n" + ITEM_B + "\r\n\n  {}\n";
    private static final int LIMIT = 1000;

    private final Documents items = new Documents();
    private final Documents envelopes = new Documents();

    @Test
    void cutsAListIntoItemsAndEnvelope() {
        Cutter cutter = new ListCutter(LIMIT, items, envelopes);
        feed(cutter, LIST);
        assertThat(items.found).containsExactly(ITEM_A, ITEM_B);
        assertThat(envelopes.found).containsExactly(ENVELOPE);
        assertThat(cutter.isBetweenDocuments()).isTrue();
    }

    @Test
    void cutsAListAtEveryByteBoundaryAlike() {
        everyTwoPieces(LIST, () -> new ListCutter(LIMIT, items, envelopes), () -> {
            assertThat(items.found).containsExactly(ITEM_A, ITEM_B);
            assertThat(envelopes.found).containsExactly(ENVELOPE);
        });
    }

    @Test
    void cutsLinesAtEveryByteBoundaryAlike() {
        everyTwoPieces(
                LINES,
                () -> new LineCutter(LIMIT, items),
                () -> assertThat(items.found).containsExactly(ITEM_A, ITEM_B, "{}"));
    }

    @Test
    void cutsRandomPiecesAlike() {
        long seed = 20_261_123;
        Random random = new Random(seed);
        byte[] bytes = LIST.getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 300; round++) {
            items.found.clear();
            Cutter cutter = new ListCutter(LIMIT, items, envelopes);
            for (int at = 0; at < bytes.length; ) {
                int length = Math.min(bytes.length - at, 1 + random.nextInt(12));
                cutter.feed(ByteBuffer.wrap(bytes, at, length));
                at += length;
            }
            assertThat(items.found).as("seed %d round %d", seed, round).containsExactly(ITEM_A, ITEM_B);
        }
    }

    @Test
    void saysThatADocumentIsUnfinishedAtEveryPlaceWithinIt() {
        byte[] bytes = LIST.strip().getBytes(StandardCharsets.UTF_8);
        for (int length = 1; length < bytes.length; length++) {
            Cutter cutter = new ListCutter(LIMIT, items, envelopes);
            cutter.feed(ByteBuffer.wrap(bytes, 0, length));
            assertThat(cutter.isBetweenDocuments()).as("after %d bytes", length).isFalse();
        }
    }

    @Test
    void passesOverALineThatIsTooLongAndKeepsTheNext() {
        LineCutter cutter = new LineCutter(10, items);
        feed(cutter, "0123456789\n0123456789a\nshort\n");
        assertThat(items.found).containsExactly("0123456789", "oversized 11", "short");
    }

    @Test
    void passesOverAnItemThatIsTooLongAndKeepsTheNext() {
        ListCutter cutter = new ListCutter(40, items, envelopes);
        feed(cutter, "{\"items\":[{\"a\":\"" + "x".repeat(100) + "\"},{\"b\":1}]}");
        assertThat(items.found).containsExactly("oversized 108", "{\"b\":1}");
        assertThat(envelopes.found).containsExactly("{\"items\":[]}");
    }

    @Test
    void takesAnEmptyListAndOneOfNull() {
        feed(new ListCutter(LIMIT, items, envelopes), "{\"items\":[]}");
        feed(new ListCutter(LIMIT, items, envelopes), "{\"items\":null}");
        assertThat(items.found).isEmpty();
        assertThat(envelopes.found).containsExactly("{\"items\":[]}", "{\"items\":null}");
    }

    @Test
    void survivesGarbage() {
        long seed = 7;
        Random random = new Random(seed);
        byte[] garbage = new byte[64];
        for (int round = 0; round < 2000; round++) {
            random.nextBytes(garbage);
            String text = "{}[]\",:\\ \n".repeat(4);
            for (int i = 0; i < garbage.length; i++) {
                garbage[i] = random.nextBoolean() ? (byte) text.charAt(garbage[i] & 31) : garbage[i];
            }
            new ListCutter(LIMIT, items, envelopes).feed(ByteBuffer.wrap(garbage));
            new LineCutter(LIMIT, items).feed(ByteBuffer.wrap(garbage));
        }
        assertThat(items.found).as("seed %d", seed).isNotEmpty();
    }

    private static void feed(Cutter cutter, String text) {
        cutter.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void everyTwoPieces(String text, Supplier<Cutter> cutters, Runnable check) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Function<Integer, List<ByteBuffer>> pieces =
                at -> List.of(ByteBuffer.wrap(bytes, 0, at), ByteBuffer.wrap(bytes, at, bytes.length - at));
        for (int at = 0; at <= bytes.length; at++) {
            items.found.clear();
            envelopes.found.clear();
            Cutter cutter = cutters.get();
            pieces.apply(at).forEach(cutter::feed);
            check.run();
            assertThat(cutter.isBetweenDocuments()).isTrue();
        }
    }
}
