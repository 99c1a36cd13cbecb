// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.manifests.ManifestProblem;
import dev.cairn.discovery.manifests.ManifestReport;
import dev.cairn.dns.app.DnsServer;
import dev.cairn.dns.config.ConfigException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cairn check}: says what would be served, and everything that is wrong, without serving anything. */
@Command(
        name = "check",
        description = "Check manifests or a Corefile, and print what would be served.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it can be served", "2:it cannot; each reason is printed with file and line"},
        footer = {"", "For example:", "  cairn check examples/shop", "  cairn check /etc/coredns/Corefile"})
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE-OR-FOLDER",
            description =
                    "A folder of manifests, one file of them (.yaml, .yml, .json), or a Corefile (any other name).")
    private Path path = Path.of("");

    @Mixin
    private ManifestOptions manifests = new ManifestOptions();

    @Override
    public Integer call() {
        if (!Files.exists(path)) {
            throw new ParameterException(spec.commandLine(), "there is no file or folder " + path);
        }
        return isManifests(path) ? checkManifests() : checkCorefile();
    }

    private static boolean isManifests(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return Files.isDirectory(path) || name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
    }

    private int checkCorefile() {
        try {
            // not closed: a server that was not started has opened nothing
            spec.commandLine()
                    .getOut()
                    .print(DnsServer.builder().corefile(path).build().describe());
            spec.commandLine().getOut().flush();
            return ExitCode.OK;
        } catch (ConfigException e) {
            e.problems().forEach(problem -> spec.commandLine().getErr().println("error: " + problem));
            return ExitCode.WRONG_INPUT;
        }
    }

    private int checkManifests() {
        try {
            ManifestReport report = manifests.builder(path).check();
            PrintWriter out = spec.commandLine().getOut();
            out.println(path + ": " + ManifestSummary.counts(report));
            if (!report.services().isEmpty()) {
                out.println();
                ManifestSummary.lines(report).forEach(out::println);
            }
            out.flush();
            report.problems().forEach(this::printProblem);
            return report.hasErrors() ? ExitCode.WRONG_INPUT : ExitCode.OK;
        } catch (DiscoveryException e) {
            spec.commandLine().getErr().println("cairn check: " + e.getMessage());
            return ExitCode.WRONG_INPUT;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void printProblem(ManifestProblem problem) {
        spec.commandLine().getErr().println((problem.isError() ? "error: " : "warning: ") + problem);
    }
}
