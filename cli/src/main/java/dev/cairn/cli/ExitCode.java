// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

/** The exit codes of every command, which its help lists. */
public final class ExitCode {
    /** It did what was asked. */
    public static final int OK = 0;
    /** It ran, and the outcome is not what was hoped for: a call failed, a name does not exist, a port is taken. */
    public static final int FAILED = 1;
    /** The command line, a Corefile or a manifest is wrong. */
    public static final int WRONG_INPUT = 2;
    /** Nobody answered. */
    public static final int NO_REPLY = 3;

    private ExitCode() {}
}
