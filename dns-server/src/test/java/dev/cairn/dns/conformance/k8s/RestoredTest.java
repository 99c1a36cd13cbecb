// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.conformance.k8s;

import dev.cairn.dns.conformance.CaseFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is answered from the state of an earlier run, and how what the source tells takes its place. */
class RestoredTest {
    @TestFactory
    Stream<DynamicTest> answersAsExpected() {
        return CaseFile.tests(
                "k8s/restored.case",
                CaseFile.Options.DEFAULT.ttlSeconds(30).podNames().restored());
    }

    @TestFactory
    Stream<DynamicTest> aShorterTtlStays() {
        return CaseFile.tests(
                "k8s/restored-ttl-0.case",
                CaseFile.Options.DEFAULT.ttlSeconds(0).restored());
    }
}
