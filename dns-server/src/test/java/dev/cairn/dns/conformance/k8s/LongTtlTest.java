// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.conformance.k8s;

import dev.cairn.dns.conformance.CaseFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The option {@code ttl} (RFC 2308 §4 and §5). */
class LongTtlTest {
    @TestFactory
    Stream<DynamicTest> answersAsExpected() {
        return CaseFile.tests("k8s/long-ttl.case", CaseFile.Options.DEFAULT.ttlSeconds(900));
    }
}
