// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.ResponseWriter;
import java.security.SecureRandom;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What an answer depends on besides question and zone, and the room in which it is worked out.
 *
 * <p><b>Confined to</b> one thread; made once and reused.
 */
public final class AnswerContext {
    /** No record is of this type (RFC 6895 §3.1). */
    static final int NO_TYPE = 0;

    static final int MAX_ALIASES = 10;
    static final int MAX_NAME_SERVERS = 13; // as many as the root has

    // The labels of an endpoint, its cluster, its Service and its namespace, and svc: longer than a name may be.
    private static final int MAX_LABELS_BYTES = 4 * 64 + 4;
    // An SRV record has no less than 12 octets before its data, 6 of numbers, and a target of 12 or more.
    private static final int MAX_TARGETS = ResponseWriter.MAX_BYTES / 30;

    final AskedName asked = new AskedName();
    final byte[] name = new byte[MAX_LABELS_BYTES];
    final byte[] address = new byte[16];
    final @Nullable EndpointName[] nameServers = new EndpointName[MAX_NAME_SERVERS];

    /** Octets of the zone's name; set for each answer. */
    int zoneBytes;

    private int type;
    private boolean hidesIpv6;

    private final byte[][] aliasTargets = new byte[MAX_ALIASES][];
    private byte[] alias = new byte[1];
    private final SplittableRandom random;
    private final RecordOrder order;
    private final int[] targetOffsets = new int[MAX_TARGETS];
    private final int[] targetPositions = new int[MAX_TARGETS];
    private int targets;
    private @Nullable Repeats repeats;
    private boolean shuffled;
    private boolean stream;
    private long clientSeed;

    /** A context with random numbers of its own, for datagrams, that keeps records in their order. */
    public AnswerContext() {
        this(new SecureRandom().nextLong());
    }

    /** As {@link #AnswerContext()}, with random numbers that can be repeated. */
    public AnswerContext(long seed) {
        random = new SplittableRandom(seed);
        order = new RecordOrder(random);
    }

    /**
     * The next answers go into datagrams: of records that do not fit, each answer has other ones.
     *
     * @param shuffledOrder whether the order is drawn anew for each answer
     */
    public void datagram(boolean shuffledOrder) {
        shuffled = shuffledOrder;
        stream = false;
    }

    /**
     * The next answers go to a client on a stream: of records that do not fit, that client always has the same ones.
     *
     * @param shuffledOrder whether the order is drawn anew for each answer
     * @param seed the same for each question of the client, such as a hash of its address
     */
    public void stream(boolean shuffledOrder, long seed) {
        shuffled = shuffledOrder;
        stream = true;
        clientSeed = seed;
    }

    /** Begins an answer to a question for this type, perhaps in a zone without AAAA records. */
    void ask(int askedType, boolean isWithoutIpv6) {
        hidesIpv6 = isWithoutIpv6;
        type = isWithoutIpv6 && askedType == RecordType.AAAA ? NO_TYPE : askedType;
    }

    /** The type of the records to write; {@link #NO_TYPE} where nobody may have any. */
    int type() {
        return type;
    }

    /** Whether no AAAA record is written. */
    boolean hidesIpv6() {
        return hidesIpv6;
    }

    /** Notes that the name asked for is an alias of this one. */
    void setAlias(byte[] target) {
        alias = target;
    }

    /** The name that the last CNAME of the answer leads to, after {@link Verdict#LEADS_OUT}. */
    public DomainName aliasTarget() {
        return DomainName.of(alias);
    }

    /** Whether the alias noted last has been followed before, among so many, or is one too many. */
    boolean isFollowed(int followed) {
        for (int i = 0; i < followed; i++) {
            if (aliasTargets[i] == alias) {
                return true;
            }
        }
        return followed == MAX_ALIASES;
    }

    /** The target of the alias noted last, which is followed now, after so many others. */
    byte[] follow(int followed) {
        aliasTargets[followed] = alias;
        return alias;
    }

    /** The order for so many records, of which there is room for some. */
    RecordOrder order(int records, int room) {
        if (records > room && stream) {
            order.chosenBy(clientSeed, records, room);
        } else if (records > 1 && (shuffled || records > room)) {
            order.drawn(records);
        } else {
            order.asTheyCome(records);
        }
        return order;
    }

    /** Where to start with a few records that are told one after the other: anywhere if their order is drawn. */
    int start(int records) {
        return shuffled && records > 1 ? random.nextInt(records) : 0;
    }

    /** An empty set of what an answer has already. */
    Repeats repeats() {
        Repeats held = repeats;
        if (held == null) {
            held = new Repeats();
            repeats = held;
        }
        held.begin();
        return held;
    }

    void forgetTargets() {
        targets = 0;
    }

    /** Remembers where a target stands in the response, and which position it names. */
    void rememberTarget(int offset, int position) {
        if (targets < MAX_TARGETS) {
            targetOffsets[targets] = offset;
            targetPositions[targets++] = position;
        }
    }

    int targets() {
        return targets;
    }

    int targetOffset(int index) {
        return targetOffsets[index];
    }

    int targetPosition(int index) {
        return targetPositions[index];
    }
}
