// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.conformance.k8s;

import dev.cairn.dns.conformance.CaseFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The option {@code pods}. */
class PodNamesTest {
    @TestFactory
    Stream<DynamicTest> insecureEchoesAddresses() {
        return CaseFile.tests("k8s/pods-insecure.case", CaseFile.Options.DEFAULT.podNames());
    }

    @TestFactory
    Stream<DynamicTest> verifiedKnowsThePodsThatAreThere() {
        return CaseFile.tests("k8s/pods-verified.case", CaseFile.Options.DEFAULT.verifiedPodNames());
    }

    @TestFactory
    Stream<DynamicTest> verifiedSaysNothingOfPodsBeforeTheyAreRead() {
        return CaseFile.tests("k8s/pods-verified-unsynced.case", CaseFile.Options.DEFAULT.verifiedPodNames());
    }

    @TestFactory
    Stream<DynamicTest> disabledKnowsNoPod() {
        return CaseFile.tests("k8s/pods-disabled.case", CaseFile.Options.DEFAULT);
    }
}
