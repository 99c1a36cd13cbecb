// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.conformance.k8s;

import dev.cairn.dns.conformance.CaseFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Reverse names: Kubernetes DNS spec 1.1.0 §2.3.3 and §2.4.3, RFC 8020. */
class ReverseNamesTest {
    @TestFactory
    Stream<DynamicTest> answersAsExpected() {
        return CaseFile.tests("k8s/reverse.case", CaseFile.Options.DEFAULT);
    }
}
