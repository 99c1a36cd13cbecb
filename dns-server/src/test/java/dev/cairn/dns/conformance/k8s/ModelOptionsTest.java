// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.conformance.k8s;

import dev.cairn.discovery.Selection;
import dev.cairn.dns.cluster.ModelOptions;
import dev.cairn.dns.conformance.CaseFile;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The options {@code namespaces}, {@code noendpoints}, {@code endpoint_pod_names}, {@code zonal}, {@code multicluster} and {@code aaaa}. */
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

    @TestFactory
    Stream<DynamicTest> endpointsAreFoundByTheirZones() {
        return tests("zonal", new ModelOptions(Selection.all(), true));
    }

    @TestFactory
    Stream<DynamicTest> importedEndpointsAreFoundByTheirClusters() {
        return tests(
                "multicluster",
                new ModelOptions(Selection.builder().imports(true).build(), false));
    }

    @TestFactory
    Stream<DynamicTest> withoutIpv6NoNameHasAddressesOfIt() {
        return CaseFile.tests(
                "k8s/aaaa-off.case", CaseFile.Options.DEFAULT.podNames().withoutIpv6());
    }

    private static Stream<DynamicTest> tests(String file, ModelOptions model) {
        return CaseFile.tests(
                "k8s/" + file + ".case", CaseFile.Options.DEFAULT.podNames().model(model));
    }
}
