// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.hash;

/**
 * Which part of a circle of endpoints one client of many calls (the deterministic aperture of Finagle).
 *
 * <p>Endpoints divide the circle into equal segments, and so do clients, each with an arc that begins at its own segment. An arc is as
 * long as a whole number of client segments, so that all arcs together cover each endpoint equally often, whatever the numbers; an
 * endpoint at an end of an arc is covered in part. Lengths are whole numbers: the circle is clients × endpoints long.
 *
 * <p><b>Immutable.</b>
 *
 * @param rank of the client, 0 to {@code clients} - 1
 * @param clients how many there are, 1 or more
 * @param endpoints how many there are, 1 or more
 * @param segments how long the arc is, in segments of clients
 */
public record Aperture(int rank, int clients, int endpoints, int segments) {
    /** Refuses what is out of range. */
    public Aperture {
        if (clients < 1 || endpoints < 1 || rank < 0 || rank >= clients || segments < 1 || segments > clients) {
            throw new IllegalArgumentException("client " + rank + " of " + clients + " can't have " + segments
                    + " segments of " + endpoints + " endpoints");
        }
    }

    /** The least arc that is as long as {@code size} endpoints. */
    public static Aperture of(int rank, int clients, int endpoints, int size) {
        long segments = ((long) size * clients + endpoints - 1) / endpoints;
        return new Aperture(rank, clients, endpoints, (int) Math.min(clients, Math.max(1, segments)));
    }

    /** How much of an endpoint's segment is in the arc, 0 to 1. */
    public double overlap(int endpoint) {
        return (double) overlapLength(endpoint) / clients;
    }

    private long overlapLength(int endpoint) {
        long circle = (long) clients * endpoints;
        long from = (long) endpoint * clients;
        long to = from + clients;
        long arcFrom = (long) rank * endpoints;
        long arcTo = arcFrom + (long) segments * endpoints;
        // an arc that goes beyond the end of the circle goes on at its beginning
        return common(from, to, arcFrom, arcTo) + common(from, to, arcFrom - circle, arcTo - circle);
    }

    private static long common(long from, long to, long otherFrom, long otherTo) {
        return Math.max(0, Math.min(to, otherTo) - Math.max(from, otherFrom));
    }
}
