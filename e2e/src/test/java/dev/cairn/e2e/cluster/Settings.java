// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where the build put what the tests need. */
public final class Settings {

    private Settings() {}

    /** The program of the control plane with this name. */
    public static Path program(String name) {
        return path("cairn.e2e.programs").resolve(name);
    }

    /** The folder with the jars of our server. */
    public static Path serverJars() {
        return path("cairn.e2e.server");
    }

    /** The root of the source tree. */
    public static Path root() {
        return path("cairn.e2e.root");
    }

    /** The report that is printed when all tests have run. */
    public static Path report() {
        return path("cairn.e2e.report");
    }

    /** A new folder for logs and state, kept after the run. Any user may read it, since images run as one of their own. */
    public static Path newFolder(String name) {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(path("cairn.e2e.logs")), name + "-");
            return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path path(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("-D" + property + " is not set; run the tests with ./mvnw verify -Pe2e");
        }
        return Path.of(value);
    }
}
