// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads a Corefile, CoreDNS's configuration language: server blocks, snippets, imports, environment variables.
 *
 * <p>Whatever the text is, reading it ends, and nothing is thrown but {@link ConfigException}. Directives are not looked
 * into; see {@link DirectiveNames#check} and the configuration class of each handler.
 */
public final class Corefile {

    /** The port of a key that names none. */
    public static final int DEFAULT_PORT = 53;

    private final Problems problems;
    private final ListenKeys keys;
    private final Imports imports;

    private Corefile(Map<String, String> environment, int defaultPort, Problems problems) {
        this.problems = problems;
        this.keys = new ListenKeys(defaultPort, problems);
        this.imports = new Imports(new Environment(environment), problems);
    }

    /**
     * The server blocks of a file.
     *
     * @throws ConfigException with everything that is wrong
     */
    public static List<ServerBlock> parse(Path file, Map<String, String> environment) {
        Problems problems = new Problems();
        List<ServerBlock> blocks = read(file, environment, DEFAULT_PORT, problems);
        problems.throwIfAny();
        return blocks;
    }

    /**
     * The server blocks of a text.
     *
     * @param name stands for the file in messages, and relative imports begin in its folder
     * @throws ConfigException with everything that is wrong
     */
    public static List<ServerBlock> parse(String text, String name, Map<String, String> environment) {
        Problems problems = new Problems();
        List<ServerBlock> blocks = read(text, name, environment, DEFAULT_PORT, problems);
        problems.throwIfAny();
        return blocks;
    }

    /** The server blocks of a file, as far as they can be read; what cannot be is added to the problems. */
    public static List<ServerBlock> read(
            Path file, Map<String, String> environment, int defaultPort, Problems problems) {
        Corefile reader = new Corefile(environment, defaultPort, problems);
        Position whole = new Position(file.toString(), 0);
        return reader.blocks(reader.imports.readFile(file, whole), whole);
    }

    /** The server blocks of a text, as far as they can be read; what cannot be is added to the problems. */
    public static List<ServerBlock> read(
            String text, String name, Map<String, String> environment, int defaultPort, Problems problems) {
        Corefile reader = new Corefile(environment, defaultPort, problems);
        return reader.blocks(reader.imports.readText(text, Path.of(name)), new Position(name, 0));
    }

    private List<ServerBlock> blocks(List<Statement> statements, Position whole) {
        List<ServerBlock> blocks = new ArrayList<>();
        for (int i = 0; i < statements.size(); i++) {
            Statement statement = statements.get(i);
            if (statement.block() != null) {
                blocks.add(block(statement, statement.block()));
                continue;
            }
            // The keys of a file without braces: all that follows belongs to them.
            blocks.add(block(statement, statements.subList(i + 1, statements.size())));
            break;
        }
        if (blocks.isEmpty() && problems.isEmpty()) {
            problems.add(whole, "there is no server block: write at least \".:53 { ... }\"");
        }
        new DuplicateKeys(problems).check(blocks);
        return blocks;
    }

    private ServerBlock block(Statement statement, List<Statement> body) {
        List<ListenKey> listenKeys = new ArrayList<>();
        for (Token word : statement.words()) {
            String key = word.text().endsWith(",")
                    ? word.text().substring(0, word.text().length() - 1)
                    : word.text();
            if (!key.isEmpty()) {
                listenKeys.addAll(keys.parse(key, word.position()));
            }
        }
        if (statement.texts(0).stream().allMatch(String::isEmpty)) {
            problems.add(statement.position(), "a server block needs a zone before its brace, such as \".:53\"");
        }
        return new ServerBlock(listenKeys, directives(body), statement.position());
    }

    private List<Directive> directives(List<Statement> statements) {
        List<Directive> directives = new ArrayList<>(statements.size());
        for (Statement statement : statements) {
            List<String> words = statement.texts(0);
            if (words.isEmpty() || words.get(0).isEmpty()) {
                problems.add(statement.position(), "a line must begin with the name of a directive or option");
                continue;
            }
            List<Directive> options = statement.block() == null ? List.of() : directives(statement.block());
            directives.add(new Directive(words.get(0), words.subList(1, words.size()), options, statement.position()));
        }
        return directives;
    }
}
