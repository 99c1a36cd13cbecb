// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.FoldedName;
import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.QuestionReader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What an answer depends on, and nothing else that a client can choose: name in any letter case, type, class, DO and CD.
 *
 * <p>In a map a key holds octets of its own. For look-ups each thread has one that it points at the question in its request, so that none
 * is made for a question that is answered. Hash codes are those of {@link FoldedName}: nobody can choose names that collide.
 *
 * <p><b>Confined to</b> one thread while it is pointed at requests; a {@linkplain #copy copy} never changes.
 */
final class AnswerKey {
    /** About what a key costs besides its octets. */
    static final int OBJECT_BYTES = 64;

    private static final int DNSSEC_OK = 1;
    private static final int CHECKING_DISABLED = 2;
    private static final int EVERY_TYPE = 4;

    private byte[] bytes = new byte[1];
    private int offset;
    private int length = 1;
    private int typeAndClass;
    private int bits;
    private int hash;

    /** Points this key at a question, and returns it. */
    AnswerKey at(QuestionReader question) {
        return at(question, 0, question.type(), bits(question));
    }

    /**
     * Points this key at the name of a question or one above it, whatever its type, and returns it.
     *
     * @param label the label that the name begins with, 0 to the number of labels
     */
    AnswerKey atEveryType(QuestionReader question, int label) {
        return at(question, label, 0, bits(question) | EVERY_TYPE);
    }

    private static int bits(QuestionReader question) {
        return (question.isDnssecOk() ? DNSSEC_OK : 0) | (question.isCheckingDisabled() ? CHECKING_DISABLED : 0);
    }

    private AnswerKey at(QuestionReader question, int label, int type, int newBits) {
        bytes = question.bytes();
        offset = question.labelOffset(label);
        length = question.nameOffset() + question.nameLength() - offset;
        typeAndClass = (type << 16) | question.qclass();
        bits = newBits;
        hash = 31 * (31 * FoldedName.hash(bytes, offset, length) + typeAndClass) + bits;
        return this;
    }

    /** The same key with octets of its own. */
    AnswerKey copy() {
        return copy(typeAndClass, bits);
    }

    /** The key of the same name, class, DO and CD for all types. */
    AnswerKey ofEveryType() {
        return copy(typeAndClass & 0xFFFF, bits | EVERY_TYPE);
    }

    private AnswerKey copy(int newTypeAndClass, int newBits) {
        AnswerKey copy = new AnswerKey();
        copy.bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            copy.bytes[i] = FoldedName.fold(bytes[offset + i]);
        }
        copy.length = length;
        copy.typeAndClass = newTypeAndClass;
        copy.bits = newBits;
        copy.hash = 31 * (31 * FoldedName.hash(copy.bytes, 0, length) + newTypeAndClass) + newBits;
        return copy;
    }

    /** Whether a message has the question of this key. */
    boolean isQuestionOf(byte[] message, int messageBytes) {
        int end = Header.BYTES + length;
        if (messageBytes < end + Integer.BYTES || Header.questionCount(message) != 1) {
            return false;
        }
        boolean same = ByteBuffer.wrap(message).getInt(end) == typeAndClass;
        for (int i = 0; same && i < length; i++) {
            same = FoldedName.fold(message[Header.BYTES + i]) == FoldedName.fold(bytes[offset + i]);
        }
        return same;
    }

    /** Whether the name is a zone or below it. */
    boolean isIn(DomainName zone) {
        return DomainName.of(bytes, offset, length).isSubdomainOf(zone);
    }

    /** Octets of the name, root included. */
    int nameBytes() {
        return length;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof AnswerKey other
                && hash == other.hash
                && typeAndClass == other.typeAndClass
                && bits == other.bits
                && length == other.length
                && isSameName(other);
    }

    private boolean isSameName(AnswerKey other) {
        for (int i = 0; i < length; i++) {
            byte mine = bytes[offset + i];
            byte theirs = other.bytes[other.offset + i];
            if (mine != theirs && FoldedName.fold(mine) != FoldedName.fold(theirs)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
