// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import dev.cairn.cli.demo.DemoCommand;
import dev.cairn.cli.query.QueryCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point of the command {@code cairn}. */
@Command(
        name = "cairn",
        description = "Stable names for pods that come and go.",
        subcommands = {DnsCommand.class, CheckCommand.class, QueryCommand.class, DemoCommand.class, VersionCommand.class
        },
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = VersionCommand.class,
        footer = {"", "\"cairn COMMAND --help\" says more of a command."})
public final class Main {
    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setParameterExceptionHandler(Main::explainWrongInput);
    }

    /** What is wrong, and where to read more; not the whole help, below which nobody would find it. */
    private static int explainWrongInput(ParameterException wrong, String... arguments) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        PrintWriter err = command.getErr();
        err.println(name + ": " + wrong.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
            err.println("\"" + name + " --help\" says what it takes.");
        }
        err.flush();
        return ExitCode.WRONG_INPUT;
    }
}
