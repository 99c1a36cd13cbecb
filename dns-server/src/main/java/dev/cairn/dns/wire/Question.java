// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import static java.util.Objects.requireNonNull;

/**
 * What is asked: a name, a type and a class (RFC 1035 §4.1.2).
 *
 * <p><b>Immutable.</b>
 *
 * @param name the name asked for
 * @param type see {@link RecordType}, 16 bits
 * @param recordClass see {@link RecordClass}, 16 bits
 */
public record Question(DomainName name, int type, int recordClass) {

    /** Checks the ranges. */
    public Question {
        requireNonNull(name, "name");
        ResourceRecord.check16("type", type);
        ResourceRecord.check16("recordClass", recordClass);
    }

    /** A question of class IN. */
    public Question(DomainName name, int type) {
        this(name, type, RecordClass.IN);
    }

    /** Presentation form: name, class and type. */
    @Override
    public String toString() {
        return name + " " + RecordClass.name(recordClass) + " " + RecordType.name(type);
    }
}
