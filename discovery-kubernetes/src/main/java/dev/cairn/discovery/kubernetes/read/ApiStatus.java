// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * What the API server says when it refuses ({@code kind: Status}).
 *
 * <p><b>Immutable.</b>
 *
 * @param code the HTTP status code
 * @param reason one word such as {@code Expired}; empty when not given
 * @param message for people; control characters are taken out; empty when not given
 * @param retryAfterSeconds when to try again, 0 when not given
 */
public record ApiStatus(int code, String reason, String message, int retryAfterSeconds) {
    private static final int MAX_MESSAGE_CHARS = 1000;

    /** Cleans the message. */
    public ApiStatus {
        Objects.requireNonNull(reason, "reason");
        message = printable(message);
    }

    /** Reads the body of a refusal, which may be something else than a Status: a proxy's page, plain text, nothing. */
    public static ApiStatus of(int code, byte[] buffer, int offset, int length) {
        try (JsonParser parser = Json.open(buffer, offset, length)) {
            ApiStatus body = read(parser);
            return new ApiStatus(code, body.reason, body.message, body.retryAfterSeconds);
        } catch (JacksonException | MalformedObjectException e) {
            return new ApiStatus(code, "", new String(buffer, offset, length, StandardCharsets.UTF_8), 0);
        }
    }

    /** Reads the Status that the parser stands at. */
    static ApiStatus read(JsonParser parser) {
        int code = 0;
        String reason = "";
        String message = "";
        int retryAfterSeconds = 0;
        for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
            switch (field) {
                case "code" -> code = Json.integer(parser);
                case "reason" -> reason = Json.text(parser);
                case "message" -> message = Json.text(parser);
                case "details" -> retryAfterSeconds = readRetryAfter(parser);
                default -> {}
            }
        }
        return new ApiStatus(code, reason, message, retryAfterSeconds);
    }

    private static int readRetryAfter(JsonParser parser) {
        int seconds = 0;
        for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
            if (field.equals("retryAfterSeconds")) {
                seconds = Json.integer(parser);
            }
        }
        return seconds;
    }

    /** Whether the state asked for is too old to be told: everything has to be listed again. */
    public boolean isExpired() {
        return code == 410 || reason.equals("Expired") || reason.equals("Gone");
    }

    /** Whether the state asked for is newer than any the server knows: it has been restored from a backup. */
    public boolean isFromTheFuture() {
        return code == 504 && message.contains("Too large resource version");
    }

    @Override
    public String toString() {
        return code + (reason.isEmpty() ? "" : " " + reason) + (message.isEmpty() ? "" : ": " + message);
    }

    private static String printable(String text) {
        String clean = text.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
        return clean.length() <= MAX_MESSAGE_CHARS ? clean : clean.substring(0, MAX_MESSAGE_CHARS) + "...";
    }
}
