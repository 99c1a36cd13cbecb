// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.conformance.k8s;

import dev.cairn.dns.conformance.CaseFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Services that stand for another name: Kubernetes DNS spec 1.1.0 §2.5. */
class Section_2_5Test {
    @TestFactory
    Stream<DynamicTest> answersAsSpecified() {
        return CaseFile.tests("k8s/section-2.5.case", CaseFile.Options.DEFAULT);
    }
}
