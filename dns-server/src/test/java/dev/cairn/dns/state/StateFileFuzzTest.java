// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.dns.cluster.ClusterModel;
import dev.cairn.dns.cluster.ModelOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file holds, it is read or refused; a damaged one is always refused. */
class StateFileFuzzTest {
    private static final int ROUNDS = 150;

    @TempDir
    private Path folder;

    private Path path;
    private StateFile file;
    private byte[] good;

    @BeforeEach
    void writeAGoodOne() throws IOException {
        path = folder.resolve("cluster.state");
        file = new StateFile(path, Worlds.SUBJECT);
        file.write(Instant.EPOCH, Worlds.content(Worlds.SMALL));
        good = Files.readAllBytes(path);
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        for (int length = 0; length < good.length; length++) {
            assertRefused(Arrays.copyOf(good, length), "cut to " + length + " octets");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aFlippedBitInAnyOctetIsRefused(long seed) throws IOException {
        Random random = new Random(seed);
        for (int at = 0; at < good.length; at++) {
            byte[] bytes = good.clone();
            int bit = random.nextInt(8);
            bytes[at] ^= (byte) (1 << bit);
            assertRefused(bytes, "seed " + seed + ", bit " + bit + " of octet " + at);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anyDamageIsRefused(long seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = damaged(good, random);
            if (!Arrays.equals(bytes, good)) {
                assertRefused(bytes, "seed " + seed + ", round " + round);
            }
        }
    }

    /** As somebody would write it who can compute a checksum: no count or length of it is believed, and a model takes all that is read. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anyContentWithARightChecksumIsReadOrRefused(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] body = inflate(good);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Files.write(path, wrap(damaged(body, random)));
            try {
                SavedState state = file.read().orElseThrow();
                new ClusterModel(ModelOptions.DEFAULT, List.of())
                        .restore(state.knownAt(), state.namespaces(), state.services());
                read++;
            } catch (UnusableStateException e) {
                assertThat(e).as("seed %d, round %d", seed, round).hasMessageNotContaining("OutOfMemory");
            }
        }
        assertThat(read).as("some damage leaves a state that can be read").isPositive();
    }

    @Test
    void moreThanTheLimitIsNotRead() throws IOException {
        BoundedInput input = new BoundedInput(Files.newInputStream(path), 20);
        assertThat(input.skip(10)).isEqualTo(10);
        assertThat(input.read(new byte[9])).isEqualTo(9);
        assertThat(input.read()).isNotNegative();
        assertThatExceptionOfType(UnusableStateException.class).isThrownBy(input::read);
        input.close();
    }

    private void assertRefused(byte[] bytes, String what) throws IOException {
        Files.write(path, bytes);
        assertThatExceptionOfType(UnusableStateException.class).as(what).isThrownBy(file::read);
    }

    private static byte[] damaged(byte[] of, Random random) {
        byte[] bytes = of.clone();
        switch (random.nextInt(5)) {
            case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(40));
            case 2 -> { // a piece of it again, or gone
                int from = random.nextInt(bytes.length);
                int to = random.nextInt(bytes.length);
                System.arraycopy(bytes, from, bytes, to, bytes.length - Math.max(from, to));
            }
            default -> {
                for (int i = 0; i <= random.nextInt(4); i++) {
                    bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? 0xFF : random.nextInt());
                }
            }
        }
        return bytes;
    }

    private static byte[] inflate(byte[] file) throws IOException {
        byte[] body = Arrays.copyOfRange(file, StateFile.HEADER_BYTES, file.length - StateFile.TRAILER_BYTES);
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        }
    }

    private byte[] wrap(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(good, 0, StateFile.HEADER_BYTES);
        try (DeflaterOutputStream body = new DeflaterOutputStream(out)) {
            body.write(content);
        }
        int length = out.size() - StateFile.HEADER_BYTES;
        out.write(ByteBuffer.allocate(Long.BYTES).putLong(length).array());
        CRC32C checksum = new CRC32C();
        checksum.update(out.toByteArray());
        out.write(ByteBuffer.allocate(Integer.BYTES)
                .putInt((int) checksum.getValue())
                .array());
        return out.toByteArray();
    }
}
