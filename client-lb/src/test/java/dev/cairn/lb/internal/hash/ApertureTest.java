// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ApertureTest {
    private static final long SEED = 20261123;

    private interface Sizes {
        void check(int clients, int endpoints, int size);
    }

    private static void forManySizes(Sizes sizes) {
        Random random = new Random(SEED);
        for (int i = 0; i < 400; i++) {
            sizes.check(1 + random.nextInt(150), 1 + random.nextInt(150), 1 + random.nextInt(30));
        }
        sizes.check(1, 1_000, 12);
        sizes.check(997, 13, 12);
        sizes.check(40, 40, 40);
    }

    @Test
    void allClientsTogetherCoverEachEndpointEqually() {
        forManySizes((clients, endpoints, size) -> {
            double[] coverage = new double[endpoints];
            for (int rank = 0; rank < clients; rank++) {
                double[] parts = parts(Aperture.of(rank, clients, endpoints, size));
                double sum = sum(parts);
                for (int endpoint = 0; endpoint < endpoints; endpoint++) {
                    coverage[endpoint] += parts[endpoint] / sum;
                }
            }
            for (double part : coverage) {
                assertThat(part)
                        .as("seed %s: %s clients, %s endpoints, size %s", SEED, clients, endpoints, size)
                        .isCloseTo((double) clients / endpoints, within(1e-9));
            }
        });
    }

    @Test
    void anArcIsAsLongAsTheEndpointsAskedForAndLessThanOneClientMore() {
        forManySizes((clients, endpoints, size) -> {
            for (int rank = 0; rank < clients; rank++) {
                double length = sum(parts(Aperture.of(rank, clients, endpoints, size)));
                assertThat(length)
                        .as("seed %s: client %s of %s, %s endpoints, size %s", SEED, rank, clients, endpoints, size)
                        .isGreaterThanOrEqualTo(Math.min(size, endpoints) - 1e-9)
                        .isLessThanOrEqualTo(Math.min(endpoints, size + (double) endpoints / clients) + 1e-9);
            }
        });
    }

    @Test
    void oneClientMoreMovesTheBeginningOfAnArcByLessThanAClientsSegment() {
        Random random = new Random(SEED);
        for (int i = 0; i < 400; i++) {
            int endpoints = 10 + random.nextInt(200);
            int clients = 3 + random.nextInt(endpoints - 5);
            for (int rank = 0; rank < clients; rank++) {
                double before = beginning(Aperture.of(rank, clients, endpoints, 1));
                double after = beginning(Aperture.of(rank, clients + 1, endpoints, 1));
                assertThat(before - after)
                        .as("seed %s: client %s of %s, %s endpoints", SEED, rank, clients, endpoints)
                        .isBetween(-1e-9, (double) endpoints / clients);
            }
        }
    }

    @Test
    void refusesAClientThatCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> Aperture.of(3, 3, 10, 12));
        assertThatIllegalArgumentException().isThrownBy(() -> Aperture.of(-1, 3, 10, 12));
    }

    /** Where an arc begins that is an endpoint long at least and doesn't go round, in endpoints from the beginning of the circle. */
    private static double beginning(Aperture aperture) {
        double[] parts = parts(aperture);
        for (int endpoint = 0; endpoint < parts.length; endpoint++) {
            boolean isBeforeCovered = parts[(endpoint + parts.length - 1) % parts.length] > 0;
            if (parts[endpoint] > 0 && !isBeforeCovered) {
                return endpoint + 1 - parts[endpoint];
            }
        }
        throw new AssertionError(aperture + " goes round");
    }

    private static double[] parts(Aperture aperture) {
        double[] parts = new double[aperture.endpoints()];
        for (int endpoint = 0; endpoint < parts.length; endpoint++) {
            parts[endpoint] = aperture.overlap(endpoint);
        }
        return parts;
    }

    private static double sum(double[] parts) {
        double sum = 0;
        for (double part : parts) {
            sum += part;
        }
        return sum;
    }
}
