// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples;

import dev.cairn.lb.Balancer;
import dev.cairn.lb.NoEndpointException;
import dev.cairn.lb.Pick;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Picks endpoints of a Service that is known from a folder of manifests, and shows what it picked from. */
public final class PickFromManifests {
    private PickFromManifests() {}

    /** Takes the folder, {@code examples/shop} unless given. */
    public static void main(String[] args)
            throws ExecutionException, InterruptedException, NoEndpointException, TimeoutException {
        String folder = args.length > 0 ? args[0] : "examples/shop";
        try (Balancer balancer = Balancer.builder("manifests:///orders.shop:http?folder=" + folder)
                .build()) {
            balancer.whenReady().get(5, TimeUnit.SECONDS);
            for (int i = 0; i < 3; i++) {
                try (Pick pick = balancer.pick()) {
                    System.out.println("picked " + pick.address());
                    pick.success();
                }
            }
            System.out.println(balancer.explain());
        }
    }
}
