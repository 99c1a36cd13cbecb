// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.conformance.k8s;

import dev.cairn.dns.conformance.CaseFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The zone's own name, and names without records (RFC 1034 §4.2.1, RFC 8020). */
class ApexTest {
    @TestFactory
    Stream<DynamicTest> answersAsExpected() {
        return CaseFile.tests("k8s/apex.case", CaseFile.Options.DEFAULT);
    }
}
