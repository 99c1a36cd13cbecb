// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An object of a service config, as gRPC reads JSON: numbers are doubles, durations text such as {@code 1.5s}. <b>Immutable.</b> */
final class JsonObject {
    private static final Pattern SECONDS = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)s");
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private final Map<?, ?> values;

    /** Refuses keys that are not known. */
    JsonObject(Map<?, ?> values, Set<String> known) {
        this.values = values;
        for (Object key : values.keySet()) {
            if (!known.contains(key)) {
                throw new IllegalArgumentException("unknown key " + key + "; known are " + new TreeSet<>(known));
            }
        }
    }

    void text(String key, Consumer<String> use) {
        Object value = values.get(key);
        if (value instanceof String text) {
            use.accept(text);
        } else if (value != null) {
            throw wrong(key, "a text", value);
        }
    }

    void integer(String key, IntConsumer use) {
        number(key, number -> {
            if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
                throw wrong(key, "an integer", number);
            }
            use.accept((int) number);
        });
    }

    void number(String key, DoubleConsumer use) {
        Object value = values.get(key);
        if (value instanceof Number number) {
            use.accept(number.doubleValue());
        } else if (value != null) {
            throw wrong(key, "a number", value);
        }
    }

    void duration(String key, Consumer<Duration> use) {
        text(key, text -> {
            Matcher seconds = SECONDS.matcher(text);
            if (!seconds.matches()) {
                throw wrong(key, "a duration such as \"1.5s\"", text);
            }
            use.accept(Duration.ofNanos(
                    new BigDecimal(seconds.group(1)).multiply(NANOS).longValueExact()));
        });
    }

    void object(String key, Consumer<Map<?, ?>> use) {
        Object value = values.get(key);
        if (value instanceof Map<?, ?> object) {
            use.accept(object);
        } else if (value != null) {
            throw wrong(key, "an object", value);
        }
    }

    private static IllegalArgumentException wrong(String key, String wanted, Object value) {
        return new IllegalArgumentException(key + " must be " + wanted + ", was " + value);
    }
}
