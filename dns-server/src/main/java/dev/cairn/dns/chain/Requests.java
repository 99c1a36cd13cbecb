// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.QuestionReader;
import java.nio.ByteBuffer;

/** Makes requests of requests. */
final class Requests {
    private static final int FIXED_BYTES = 4; // type and class

    private Requests() {}

    /** The request that was read, with another question. */
    static byte[] withQuestion(QuestionReader request, DomainName name, int type, int recordClass) {
        int rest = request.questionEnd();
        int restBytes = request.length() - rest;
        return ByteBuffer.allocate(Header.BYTES + name.length() + FIXED_BYTES + restBytes)
                .put(request.bytes(), 0, Header.BYTES)
                .put(name.toWire())
                .putShort((short) type)
                .putShort((short) recordClass)
                .put(request.bytes(), rest, restBytes)
                .array();
    }
}
