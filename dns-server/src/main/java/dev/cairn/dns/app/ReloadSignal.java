// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has SIGUSR1 reload the server at once, where the JVM lets us listen to it. */
final class ReloadSignal {
    private static final Logger LOG = LoggerFactory.getLogger(DnsServer.class);

    private ReloadSignal() {}

    /** By reflection: the compiler warns of each use of these classes, and there are no others. */
    static void listen(DnsServer server) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object reloading = Proxy.newProxyInstance(
                    handler.getClassLoader(),
                    new Class<?>[] {handler},
                    (proxy, method, values) -> handle(server, method));
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("USR1"), reloading);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.info("SIGUSR1 does not reload the Corefile here: {}", e.toString());
        }
    }

    private static Object handle(DnsServer server, Method method) {
        return switch (method.getName()) {
            case "handle" -> server.reload();
            case "hashCode" -> System.identityHashCode(server);
            case "toString" -> "reload";
            default -> false;
        };
    }
}
