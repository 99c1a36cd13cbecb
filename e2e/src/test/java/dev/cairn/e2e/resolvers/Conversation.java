// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.resolvers;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A resolver that goes on running and is asked one name after the other. <b>Confined to</b> one thread. */
public final class Conversation implements AutoCloseable {
    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    private Conversation(Process process) {
        this.process = process;
        this.questions = process.outputWriter();
        this.answers = process.inputReader();
    }

    static Conversation start(List<String> command) {
        try {
            return new Conversation(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }

    /** What it says of this name: its sorted addresses with a space between, or {@code none}. */
    public String ask(String name) {
        try {
            questions.write(name);
            questions.newLine();
            questions.flush();
            @Nullable String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("the resolver has ended");
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
