// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A whole message as values, for everything but the query path (RFC 1035 §4.1).
 *
 * <p>The OPT record is not among the additional records; {@link #edns} has it. Two messages are equal if all their parts
 * are, whatever compression their octets used.
 *
 * <p><b>Immutable.</b>
 */
public final class Message {

    static final int FLAG_BITS = 0xFFF0;

    private final int id;
    private final int flags;
    private final int rcode;
    private final List<Question> questions;
    private final List<List<ResourceRecord>> sections;
    private final @Nullable Edns edns;

    private Message(Builder builder) {
        id = builder.id;
        flags = builder.flags;
        rcode = builder.rcode;
        questions = List.copyOf(builder.questions);
        sections = builder.sections.stream().map(List::copyOf).toList();
        edns = builder.edns;
    }

    /** A message without anything: id, flags, opcode and response code 0. */
    public static Builder builder() {
        return new Builder();
    }

    /** A query of class IN that asks for recursion; id 0, no EDNS. */
    public static Builder query(DomainName name, int type) {
        return builder().flags(Header.FLAG_RD).question(new Question(name, type));
    }

    /**
     * Reads a message. Octets after it are ignored; allocates in proportion to the octets there are, whatever the header
     * announces.
     *
     * @throws WireException if the octets are not a message
     */
    public static Message parse(byte[] message, int length) {
        return MessageCodec.parse(message, Math.min(length, message.length));
    }

    /**
     * The message as octets, names compressed.
     *
     * @throws IllegalStateException if they are more than 65535
     */
    public byte[] toWire() {
        return MessageCodec.write(this);
    }

    /** The identifier, 16 bits. */
    public int id() {
        return id;
    }

    /** The flags, opcode included, response code not; see {@link Header}. */
    public int flags() {
        return flags;
    }

    /** Whether all bits of {@code flag} are set, such as {@link Header#FLAG_AA}. */
    public boolean has(int flag) {
        return (flags & flag) == flag;
    }

    /** The opcode, see {@link Opcode}. */
    public int opcode() {
        return Header.opcode(flags);
    }

    /** The response code, 0 to 4095, see {@link Rcode}. */
    public int rcode() {
        return rcode;
    }

    /** The questions, mostly one. */
    public List<Question> questions() {
        return questions;
    }

    /** The records of a section; OPT is not among them. */
    public List<ResourceRecord> section(Section section) {
        return sections.get(section.index());
    }

    /** The records that answer. */
    public List<ResourceRecord> answers() {
        return section(Section.ANSWER);
    }

    /** The records about the authority. */
    public List<ResourceRecord> authorities() {
        return section(Section.AUTHORITY);
    }

    /** The records that may help. */
    public List<ResourceRecord> additionals() {
        return section(Section.ADDITIONAL);
    }

    /** What OPT says; empty without OPT. */
    public Optional<Edns> edns() {
        return Optional.ofNullable(edns);
    }

    private List<Object> parts() {
        return List.of(id, flags, rcode, questions, sections, edns());
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Message other && parts().equals(other.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** The message in the form that {@code dig} prints. */
    @Override
    public String toString() {
        return MessageText.format(this);
    }

    /**
     * Collects the parts of a message. Defaults: id, flags and response code 0, no question, no record, no EDNS.
     *
     * <p><b>Confined to</b> one thread.
     */
    public static final class Builder {

        private final List<Question> questions = new ArrayList<>(1);
        private final List<List<ResourceRecord>> sections =
                List.of(new ArrayList<>(0), new ArrayList<>(0), new ArrayList<>(0));
        private int id;
        private int flags;
        private int rcode;
        private @Nullable Edns edns;

        private Builder() {}

        /** Sets the identifier, 16 bits. */
        public Builder id(int newId) {
            ResourceRecord.check16("id", newId);
            id = newId;
            return this;
        }

        /** Sets all flags and the opcode at once, see {@link Header}; the bits of the response code must be zero. */
        public Builder flags(int newFlags) {
            if ((newFlags & ~FLAG_BITS) != 0) {
                throw new IllegalArgumentException("flags must be within 0xFFF0, was " + Integer.toHexString(newFlags));
            }
            flags = newFlags;
            return this;
        }

        /** Sets the response code, 0 to 4095; one above 15 needs EDNS. */
        public Builder rcode(int newRcode) {
            if (newRcode < 0 || newRcode > 0xFFF) {
                throw new IllegalArgumentException("rcode must be 0..4095, was " + newRcode);
            }
            rcode = newRcode;
            return this;
        }

        /** Adds a question. */
        public Builder question(Question question) {
            questions.add(question);
            return this;
        }

        /** Adds a record to a section. */
        public Builder record(Section section, ResourceRecord added) {
            if (added.type() == RecordType.OPT) {
                throw new IllegalArgumentException("OPT is not a record here; use edns(...)");
            }
            sections.get(section.index()).add(added);
            return this;
        }

        /** Adds a record that answers. */
        public Builder answer(ResourceRecord added) {
            return record(Section.ANSWER, added);
        }

        /** Adds a record about the authority. */
        public Builder authority(ResourceRecord added) {
            return record(Section.AUTHORITY, added);
        }

        /** Adds a record that may help. */
        public Builder additional(ResourceRecord added) {
            return record(Section.ADDITIONAL, added);
        }

        /** Adds an OPT record. */
        public Builder edns(Edns newEdns) {
            edns = requireNonNull(newEdns, "edns");
            return this;
        }

        /**
         * The message.
         *
         * @throws IllegalStateException if the response code needs EDNS and there is none
         */
        public Message build() {
            if (rcode > 15 && edns == null) {
                throw new IllegalStateException("response code " + rcode + " needs EDNS");
            }
            return new Message(this);
        }

        boolean hasEdns() {
            return edns != null;
        }
    }
}
