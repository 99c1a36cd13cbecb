// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.report;

import dev.cairn.e2e.cluster.Cluster;
import dev.cairn.e2e.cluster.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/** Stops the shared cluster and writes the report when all tests have run. Found by JUnit as a service. */
public final class RunListener implements TestExecutionListener {

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        Cluster.stopShared();
        String report = Report.text();
        if (report.isEmpty()) {
            return;
        }
        try {
            Files.writeString(Settings.report(), report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
