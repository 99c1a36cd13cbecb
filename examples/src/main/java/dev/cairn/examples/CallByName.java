// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples;

import dev.cairn.lb.http.CairnHttpClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Calls {@code http://hello.demo/} with an ordinary {@link HttpClient}; two small servers are the pods behind that name. */
public final class CallByName {
    private CallByName() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (HelloService hello = new HelloService()) {
            HttpClient client = CairnHttpClient.builder(HttpClient::newBuilder)
                    .balancers(hello.balancers())
                    .build();
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("http://hello.demo/")).build();
            for (int i = 0; i < 6; i++) {
                System.out.println(client.send(request, BodyHandlers.ofString()).body());
            }
            hello.killFirst();
            System.out.println("the first pod is gone, and nobody has said so");
            for (int i = 0; i < 6; i++) {
                System.out.println(client.send(request, BodyHandlers.ofString()).body());
            }
        }
    }
}
