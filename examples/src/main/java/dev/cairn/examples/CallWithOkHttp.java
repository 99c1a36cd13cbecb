// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples;

import dev.cairn.okhttp.BalancingInterceptor;
import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Calls {@code http://hello.demo/} with OkHttp; two small servers are the pods behind that name. */
public final class CallWithOkHttp {
    private CallWithOkHttp() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws IOException {
        try (HelloService hello = new HelloService()) {
            OkHttpClient client = new OkHttpClient.Builder()
                    .addInterceptor(BalancingInterceptor.of(hello.balancers()))
                    .build();
            for (int i = 0; i < 6; i++) {
                call(client);
            }
            hello.killFirst();
            System.out.println("the first pod is gone, and nobody has said so");
            for (int i = 0; i < 6; i++) {
                call(client);
            }
        }
    }

    private static void call(OkHttpClient client) throws IOException {
        Request request = new Request.Builder().url("http://hello.demo/").build();
        try (Response response = client.newCall(request).execute()) {
            System.out.println(response.body().string());
        }
    }
}
