// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import ch.qos.logback.classic.Level;
import dev.cairn.discovery.DiscoveryException;
import dev.cairn.dns.config.ConfigException;
import dev.cairn.dns.transport.ListenException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The entry point of the container image: takes CoreDNS's flags, so that a Deployment of CoreDNS needs no other change, and one more. */
public final class Main {

    private static final int FAILED = 1;
    private static final int WRONG_INPUT = 2;
    private static final Path COREFILE = Path.of("Corefile");

    private Main() {}

    /** Serves until the process is told to stop. Exit code 0 after that, 1 if it cannot serve, 2 if its input is wrong. */
    public static void main(String[] args) {
        int code = run(System.out, System.err, args);
        System.exit(code);
    }

    static int run(PrintStream out, PrintStream err, String... args) {
        Flags flags = Flags.parse(args);
        if (!flags.problems().isEmpty()) {
            flags.problems().forEach(err::println);
            err.print(Flags.USAGE);
            return WRONG_INPUT;
        }
        if (flags.showsVersion()) {
            out.println("cairn " + DnsServer.version() + " (Java " + Runtime.version() + ")");
            return 0;
        }
        if (flags.listsPlugins()) {
            DnsServer.directives().forEach(out::println);
            return 0;
        }
        ServerLog.open(flags.isQuiet() ? Level.WARN : Level.INFO);
        return serve(flags, err);
    }

    private static int serve(Flags flags, PrintStream err) {
        try (DnsServer server = server(flags)) {
            return serve(server, flags);
        } catch (ConfigException e) {
            e.problems().forEach(err::println);
            return WRONG_INPUT;
        } catch (ListenException | DiscoveryException | UncheckedIOException e) {
            err.println(e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private static int serve(DnsServer server, Flags flags) throws InterruptedException {
        Thread hook = new Thread(() -> stop(server), "dns-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            server.start();
            ReloadSignal.listen(server);
            flags.pidFile().map(Path::of).ifPresent(Main::writePid);
            server.awaitClosed();
            return 0;
        } catch (RuntimeException e) {
            // The hook would end the process as if all were well.
            if (!server.isStopping()) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
            throw e;
        }
    }

    private static void writePid(Path file) {
        try {
            Files.writeString(file, ProcessHandle.current().pid() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the pid file " + file + ": " + e, e);
        }
    }

    private static DnsServer server(Flags flags) {
        DnsServer.Builder builder = DnsServer.builder();
        flags.port().ifPresent(builder::defaultPort);
        flags.stateDir().map(Path::of).ifPresent(builder::stateDir);
        if (flags.conf().isPresent()) {
            builder.corefile(Path.of(flags.conf().get()));
        } else if (Files.exists(COREFILE)) {
            builder.corefile(COREFILE);
        }
        return builder.build();
    }

    /** A signal ends the JVM with the signal's number as exit code unless the hook ends it first. */
    private static void stop(DnsServer server) {
        server.close();
        Runtime.getRuntime().halt(0);
    }
}
