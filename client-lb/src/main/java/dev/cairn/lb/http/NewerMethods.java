// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Methods of {@code java.net.http} that newer JDKs have. Those that end a client came with 21; before, a client ends when nobody refers
 * to it. The label of a response's connection came with 25.
 */
final class NewerMethods {
    private static final @Nullable Method CLOSE = find(HttpClient.class, "close");
    private static final @Nullable Method SHUTDOWN = find(HttpClient.class, "shutdown");
    private static final @Nullable Method SHUTDOWN_NOW = find(HttpClient.class, "shutdownNow");
    private static final @Nullable Method IS_TERMINATED = find(HttpClient.class, "isTerminated");
    private static final @Nullable Method AWAIT_TERMINATION =
            find(HttpClient.class, "awaitTermination", Duration.class);
    private static final @Nullable Method CONNECTION_LABEL = find(HttpResponse.class, "connectionLabel");

    private NewerMethods() {}

    static void close(HttpClient client) {
        invoke(CLOSE, client);
    }

    static void shutdown(HttpClient client) {
        invoke(SHUTDOWN, client);
    }

    static void shutdownNow(HttpClient client) {
        invoke(SHUTDOWN_NOW, client);
    }

    static boolean isTerminated(HttpClient client) {
        return Boolean.TRUE.equals(invoke(IS_TERMINATED, client));
    }

    static boolean awaitTermination(HttpClient client, Duration duration) throws InterruptedException {
        try {
            return Boolean.TRUE.equals(invoke(AWAIT_TERMINATION, client, duration));
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof InterruptedException interrupt) {
                throw interrupt;
            }
            throw e;
        }
    }

    static Optional<String> connectionLabel(HttpResponse<?> response) {
        return invoke(CONNECTION_LABEL, response) instanceof Optional<?> label
                ? label.map(String::valueOf)
                : Optional.empty();
    }

    private static @Nullable Method find(Class<?> type, String name, Class<?>... parameters) {
        try {
            return type.getMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static @Nullable Object invoke(@Nullable Method method, Object receiver, Object... arguments) {
        if (method == null) {
            return null;
        }
        try {
            return method.invoke(receiver, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IllegalStateException(method + " failed", e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " is public", e);
        }
    }
}
