// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.calls;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;

/**
 * The JDK's {@code HttpClient} as it comes, in a JVM as it comes: names are resolved and kept as the JVM does by itself. Calls the URL
 * that is its argument, and answers each line of its input with a {@link Tally}.
 */
final class PlainClient {

    private PlainClient() {}

    public static void main(String[] arguments) throws IOException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        try (Traffic traffic = Traffic.start(client, arguments[0])) {
            while (input.readLine() != null) {
                System.out.println(traffic.take().line());
            }
        }
    }
}
