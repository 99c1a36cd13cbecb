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
    private final boolean podAddressesOnly;
    private final LabelSelector labels;
    private final LabelSelector namespaceLabels;
    private final boolean imports;

    private Selection(Builder builder) {
        namespaces = builder.namespaces;
        inputs = Collections.unmodifiableSet(EnumSet.copyOf(builder.inputs));
        podReferences = builder.podReferences;
        podAddressesOnly = builder.podAddressesOnly;
        labels = builder.labels;
        namespaceLabels = builder.namespaceLabels;
        imports = builder.imports;
    }

    /** A builder. Defaults: the cluster's own Services, all namespaces, whatever the labels, the inputs SERVICES, ENDPOINTS and NAMESPACES, no pod references. */
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

    /** Whether pods carry no more than their names and addresses, and whether these are their node's; for much less memory. */
    public boolean podAddressesOnly() {
        return podAddressesOnly;
    }

    /**
     * Which Services, EndpointSlices and pods are covered, each by its own labels. What a control plane makes of a Service has the
     * Service's labels.
     */
    public LabelSelector labels() {
        return labels;
    }

    /** Which namespaces are delivered. Their objects are delivered whether they are or not. */
    public LabelSelector namespaceLabels() {
        return namespaceLabels;
    }

    /** Whether Services and endpoints are those imported from other clusters (KEP-1645), instead of the cluster's own. */
    public boolean imports() {
        return imports;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Selection that
                && namespaces.equals(that.namespaces)
                && inputs.equals(that.inputs)
                && podReferences == that.podReferences
                && podAddressesOnly == that.podAddressesOnly
                && labels.equals(that.labels)
                && namespaceLabels.equals(that.namespaceLabels)
                && imports == that.imports;
    }

    @Override
    public int hashCode() {
        return Objects.hash(namespaces, inputs, podReferences, podAddressesOnly, labels, namespaceLabels, imports);
    }

    @Override
    public String toString() {
        return (imports ? "imports of " : "")
                + (namespaces.isEmpty() ? "all namespaces" : "namespaces " + namespaces)
                + (namespaceLabels.isEverything() ? "" : " with " + namespaceLabels)
                + " " + inputs
                + (labels.isEverything() ? "" : " with " + labels);
    }

    /** Builds a {@link Selection}. <b>Confined to</b> one thread. */
    public static final class Builder {
        private final Set<Input> inputs = EnumSet.of(Input.SERVICES, Input.ENDPOINTS, Input.NAMESPACES);
        private Set<String> namespaces = Set.of();
        private boolean podReferences;
        private boolean podAddressesOnly;
        private LabelSelector labels = LabelSelector.EVERYTHING;
        private LabelSelector namespaceLabels = LabelSelector.EVERYTHING;
        private boolean imports;

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

        /** Whether pods carry no more than their names and addresses. */
        public Builder podAddressesOnly(boolean value) {
            podAddressesOnly = value;
            return this;
        }

        /** Only Services, EndpointSlices and pods with such labels. */
        public Builder labels(LabelSelector value) {
            labels = Objects.requireNonNull(value, "labels");
            return this;
        }

        /** Only namespaces with such labels. */
        public Builder namespaceLabels(LabelSelector value) {
            namespaceLabels = Objects.requireNonNull(value, "namespaceLabels");
            return this;
        }

        /** Whether Services are those imported from other clusters. */
        public Builder imports(boolean value) {
            imports = value;
            return this;
        }

        /**
         * The selection.
         *
         * @throws IllegalArgumentException when namespaces are given by name and by labels
         */
        public Selection build() {
            if (!namespaces.isEmpty() && !namespaceLabels.isEverything()) {
                throw new IllegalArgumentException("namespaces are selected by name or by labels, not by both");
            }
            return new Selection(this);
        }
    }
}
