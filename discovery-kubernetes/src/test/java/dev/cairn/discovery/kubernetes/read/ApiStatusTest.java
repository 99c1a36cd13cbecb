// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApiStatusTest {
    @Test
    void readsWhatTheServerSays() {
        ApiStatus status = status(
                429,
                "{'kind':'Status','message':'slow down','reason':'TooManyRequests','details':{'retryAfterSeconds':3},'code':429}");
        assertThat(status).isEqualTo(new ApiStatus(429, "TooManyRequests", "slow down", 3));
        assertThat(status).hasToString("429 TooManyRequests: slow down");
    }

    @Test
    void takesTheCodeOfTheAnswerAndNotOfTheBody() {
        assertThat(status(503, "{'code':200}").code()).isEqualTo(503);
    }

    @Test
    void keepsTheTextOfABodyThatIsNoStatus() {
        assertThat(status(502, "<html>\n<b>Bad\u0007 Gateway</b>\n"))
                .isEqualTo(new ApiStatus(502, "", "<html> <b>Bad Gateway</b>", 0));
        assertThat(status(500, "")).hasToString("500");
    }

    @Test
    void shortensALongMessage() {
        assertThat(status(500, "x".repeat(5000)).message()).hasSize(1003).endsWith("...");
    }

    @Test
    void knowsThatAStateIsTooOldByCodeOrReason() {
        assertThat(new ApiStatus(410, "", "", 0).isExpired()).isTrue();
        assertThat(new ApiStatus(0, "Expired", "", 0).isExpired()).isTrue();
        assertThat(new ApiStatus(500, "InternalError", "", 0).isExpired()).isFalse();
    }

    private static ApiStatus status(int code, String body) {
        byte[] bytes = Parsing.bytes(body);
        return ApiStatus.of(code, bytes, 0, bytes.length);
    }
}
