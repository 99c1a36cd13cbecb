// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The methods that end an {@code HttpClient}, which it has since JDK 21. Before that, a client ends when nobody refers to it. */
final class Lifecycle {
    private static final @Nullable Method CLOSE = find("close");
    private static final @Nullable Method SHUTDOWN = find("shutdown");
    private static final @Nullable Method SHUTDOWN_NOW = find("shutdownNow");
    private static final @Nullable Method IS_TERMINATED = find("isTerminated");
    private static final @Nullable Method AWAIT_TERMINATION = find("awaitTermination", Duration.class);

    private Lifecycle() {}

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

    private static @Nullable Method find(String name, Class<?>... parameters) {
        try {
            return HttpClient.class.getMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static @Nullable Object invoke(@Nullable Method method, HttpClient client, Object... arguments) {
        if (method == null) {
            return null;
        }
        try {
            return method.invoke(client, arguments);
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
