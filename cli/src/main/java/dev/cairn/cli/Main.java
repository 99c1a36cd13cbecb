// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import dev.cairn.cli.query.QueryCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of the command {@code cairn}. */
@Command(
        name = "cairn",
        description = "Stable names for pods that come and go.",
        mixinStandardHelpOptions = true,
        subcommands = {CheckCommand.class, QueryCommand.class, VersionCommand.class},
        versionProvider = VersionCommand.class)
public final class Main {

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main());
    }
}
