// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.conformance.k8s;

import dev.cairn.dns.conformance.CaseFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is answered before all of the cluster has been read. */
class UnsyncedTest {
    @TestFactory
    Stream<DynamicTest> answersAsExpected() {
        return CaseFile.tests("k8s/unsynced.case", CaseFile.Options.DEFAULT);
    }
}
