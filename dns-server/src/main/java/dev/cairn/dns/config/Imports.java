// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a file as statements and puts what {@code import} names in the place of each: a snippet of any file read so far,
 * or files. Imports within themselves, more than {@value #MAX_IMPORTS} imports, and more than {@value #MAX_STATEMENTS}
 * statements are problems.
 */
final class Imports {

    private static final int MAX_IMPORTS = 1000;
    private static final int MAX_STATEMENTS = 100_000;
    private static final Pattern ARGUMENT = Pattern.compile("\\{args\\[(\\d{1,4})]}");

    private final Environment environment;
    private final Problems problems;
    private final ConfigFiles files;
    private final Map<String, List<Statement>> snippets = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private int imports;
    private int statements;

    Imports(Environment environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
        this.files = new ConfigFiles(problems);
    }

    /** All statements of a file but its snippets. */
    List<Statement> readFile(Path file, Position askedAt) {
        String text = files.read(file, askedAt);
        return text == null ? List.of() : readText(text, file);
    }

    /** All statements of a text but its snippets; relative paths begin at the folder of the file named. */
    List<Statement> readText(String text, Path file) {
        String key = file.toAbsolutePath().normalize().toString();
        List<Token> tokens = new Lexer(text, file.toString(), problems)
                .tokens().stream().map(this::withEnvironment).toList();
        open.push(key);
        List<Statement> expanded = expand(withoutSnippets(new StatementReader(tokens, problems).read()), file);
        open.pop();
        return expanded;
    }

    private Token withEnvironment(Token token) {
        return token.is(Token.Kind.WORD) ? token.withText(environment.replaceIn(token.text())) : token;
    }

    private List<Statement> withoutSnippets(List<Statement> read) {
        List<Statement> rest = new ArrayList<>(read.size());
        for (Statement statement : read) {
            if (!statement.isSnippet()) {
                rest.add(statement);
                continue;
            }
            String label = statement.words().get(0).text();
            String name = label.substring(1, label.length() - 1);
            if (statement.block() != null && snippets.putIfAbsent(name, statement.block()) != null) {
                problems.add(statement.position(), "snippet " + Quoted.of(name) + " is defined twice");
            }
        }
        return rest;
    }

    private List<Statement> expand(List<Statement> read, Path file) {
        List<Statement> expanded = new ArrayList<>(read.size());
        for (Statement statement : read) {
            if (isExhausted(statement.position())) {
                return expanded;
            }
            if (statement.isImport()) {
                expanded.addAll(imported(statement, file));
            } else if (statement.block() == null) {
                expanded.add(statement);
            } else {
                List<Statement> inner = expand(statement.block(), file);
                expanded.add(new Statement(statement.words(), inner, statement.position()));
            }
        }
        return expanded;
    }

    private boolean isExhausted(Position position) {
        if (statements < MAX_STATEMENTS) {
            statements++;
            return false;
        }
        problems.add(position, "the configuration has more than " + MAX_STATEMENTS + " lines with its imports");
        return true;
    }

    private List<Statement> imported(Statement statement, Path file) {
        List<String> arguments = statement.texts(1);
        Position position = statement.position();
        if (arguments.isEmpty() || arguments.get(0).isEmpty()) {
            problems.add(position, "import needs the name of a snippet or the path of a file");
            return List.of();
        }
        if (imports == MAX_IMPORTS) {
            problems.add(position, "more than " + MAX_IMPORTS + " imports");
            return List.of();
        }
        imports++;
        String name = arguments.get(0);
        List<Statement> snippet = snippets.get(name);
        if (snippet != null) {
            return importSnippet(name, snippet, arguments.subList(1, arguments.size()), statement, file);
        }
        if (arguments.size() > 1) {
            problems.add(
                    position, "arguments can be given to a snippet only, and there is none named " + Quoted.of(name));
            return List.of();
        }
        return importFiles(name, position, file);
    }

    private List<Statement> importSnippet(
            String name, List<Statement> snippet, List<String> arguments, Statement statement, Path file) {
        String key = "(" + name + ")";
        if (open.contains(key)) {
            problems.add(statement.position(), "snippet " + Quoted.of(name) + " imports itself");
            return List.of();
        }
        open.push(key);
        List<Statement> body = snippet.stream()
                .map(line -> line.mapWords(word -> withArguments(word, arguments, statement.position())))
                .toList();
        List<Statement> expanded = expand(body, file);
        open.pop();
        return expanded;
    }

    private Token withArguments(Token word, List<String> arguments, Position importedAt) {
        if (!word.text().contains("{args[")) {
            return word;
        }
        Matcher matcher = ARGUMENT.matcher(word.text());
        return word.withText(matcher.replaceAll(match -> {
            int index = Integer.parseInt(match.group(1));
            if (index < arguments.size()) {
                return Matcher.quoteReplacement(arguments.get(index));
            }
            problems.add(
                    importedAt, "the snippet uses " + match.group() + ", but the import gives " + arguments.size());
            return "";
        }));
    }

    private List<Statement> importFiles(String pattern, Position position, Path file) {
        List<Statement> all = new ArrayList<>();
        for (Path match : files.matching(pattern, file, position)) {
            if (open.contains(match.toAbsolutePath().normalize().toString())) {
                problems.add(position, "file " + Quoted.of(match.toString()) + " imports itself");
            } else if (!snippets.isEmpty() && !Files.exists(match)) {
                problems.addUnknown(position, "snippet or file", pattern, snippets.keySet());
            } else {
                all.addAll(readFile(match, position));
            }
        }
        return all;
    }
}
