// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.conformance.k8s;

import dev.cairn.dns.conformance.CaseFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The option {@code ignore empty_service}. */
class IgnoreEmptyServiceTest {
    @TestFactory
    Stream<DynamicTest> answersAsExpected() {
        return CaseFile.tests("k8s/ignore-empty-service.case", CaseFile.Options.DEFAULT.withoutEmptyServices());
    }
}
