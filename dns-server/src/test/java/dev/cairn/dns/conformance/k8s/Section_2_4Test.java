// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.conformance.k8s;

import dev.cairn.dns.conformance.CaseFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Headless Services: Kubernetes DNS spec 1.1.0 §2.4. */
class Section_2_4Test {
    @TestFactory
    Stream<DynamicTest> answersAsSpecified() {
        return CaseFile.tests("k8s/section-2.4.case", CaseFile.Options.DEFAULT);
    }
}
