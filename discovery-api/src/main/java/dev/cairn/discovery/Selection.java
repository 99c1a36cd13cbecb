// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * Which objects a watch of the whole cluster covers. What is left out is neither read nor kept.
 *
 * <p><b>Immutable.</b> Equal selections may share one watch of the origin.
 */
public final class Selection {
    private final Set<String> namespaces;
    private final Set<Input> inputs;
    private final boolean podReferences;

    private Selection(Builder builder) {
        namespaces = builder.namespaces;
        inputs = Collections.unmodifiableSet(EnumSet.copyOf(builder.inputs));
        podReferences = builder.podReferences;
    }

    /** A builder. Defaults: all namespaces, the inputs SERVICES, ENDPOINTS and NAMESPACES, no pod references. */
    public static Builder builder() {
        return new Builder();
    }

    /** The defaults of {@link #builder()}. */
    public static Selection all() {
        return builder().build();
    }

    /** The namespaces whose objects are covered; empty means all. */
    public Set<String> namespaces() {
        return namespaces;
    }

    /** Whether objects of this namespace are covered. */
    public boolean covers(String namespace) {
        return namespaces.isEmpty() || namespaces.contains(namespace);
    }

    /** The kinds of objects that are read; SERVICES always is. */
    public Set<Input> inputs() {
        return inputs;
    }

    /** Whether endpoints carry the name and uid of their pod, which costs memory for each. */
    public boolean podReferences() {
        return podReferences;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Selection that
                && namespaces.equals(that.namespaces)
                && inputs.equals(that.inputs)
                && podReferences == that.podReferences;
    }

    @Override
    public int hashCode() {
        return Objects.hash(namespaces, inputs, podReferences);
    }

    @Override
    public String toString() {
        return (namespaces.isEmpty() ? "all namespaces" : "namespaces " + namespaces) + " " + inputs;
    }

    /** Builds a {@link Selection}. <b>Confined to</b> one thread. */
    public static final class Builder {
        private final Set<Input> inputs = EnumSet.of(Input.SERVICES, Input.ENDPOINTS, Input.NAMESPACES);
        private Set<String> namespaces = Set.of();
        private boolean podReferences;

        private Builder() {}

        /** Only objects of these namespaces; empty means all. */
        public Builder namespaces(Set<String> values) {
            namespaces = Set.copyOf(values);
            return this;
        }

        /** Reads this kind too. */
        public Builder with(Input input) {
            inputs.add(input);
            return this;
        }

        /**
         * Does not read this kind.
         *
         * @throws IllegalArgumentException for SERVICES, without which there is nothing to watch
         */
        public Builder without(Input input) {
            if (input == Input.SERVICES) {
                throw new IllegalArgumentException("a selection always covers SERVICES");
            }
            inputs.remove(input);
            return this;
        }

        /** Whether endpoints carry the name and uid of their pod. */
        public Builder podReferences(boolean value) {
            podReferences = value;
            return this;
        }

        /** The selection. */
        public Selection build() {
            return new Selection(this);
        }
    }
}
