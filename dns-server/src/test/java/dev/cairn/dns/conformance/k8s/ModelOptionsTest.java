// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.conformance.k8s;

import dev.cairn.dns.cluster.ModelOptions;
import dev.cairn.dns.conformance.CaseFile;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The options {@code namespaces}, {@code noendpoints} and {@code endpoint_pod_names}. */
class ModelOptionsTest {
    @TestFactory
    Stream<DynamicTest> namespacesThatAreNotListedDoNotExist() {
        return tests("namespaces", new ModelOptions(Set.of("shop"), true, false));
    }

    @TestFactory
    Stream<DynamicTest> withoutEndpointsHeadlessServicesDoNotExist() {
        return tests("noendpoints", new ModelOptions(Set.of(), false, false));
    }

    @TestFactory
    Stream<DynamicTest> endpointsAreNamedAfterTheirPods() {
        return tests("endpoint-pod-names", new ModelOptions(Set.of(), true, true));
    }

    private static Stream<DynamicTest> tests(String file, ModelOptions model) {
        return CaseFile.tests(
                "k8s/" + file + ".case", CaseFile.Options.DEFAULT.podNames().model(model));
    }
}
