// SPDX-License-Identifier: Apache-2.0
package dev.cairn.spring;

import dev.cairn.lb.Balancers;

/** A bean of this type changes what all balancers of the application share, after the properties did: a source, for example. */
@FunctionalInterface
public interface BalancersCustomizer {
    /** Changes the builder. */
    void customize(Balancers.Builder builder);
}
