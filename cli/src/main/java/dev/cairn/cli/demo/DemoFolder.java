// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli.demo;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A copy of the shop's manifests in a temporary folder, which the demo edits as a user would.
 *
 * <p>Its pods listen on a port that is free here instead of 8080. Where a pod cannot have an address of its own, pods of the host's
 * network stand in for those of the Deployment, each with a port of its own.
 *
 * <p><b>Confined to</b> one thread.
 */
final class DemoFolder implements AutoCloseable {
    /** The packaged files; {@code examples/shop} in the source tree. */
    static final List<String> FILES = List.of(
            "catalog.yaml",
            "db.yaml",
            "erp.yaml",
            "namespace.yaml",
            "orders-canary.yaml",
            "orders.yaml",
            "payments.yaml",
            "web.yaml");

    private static final String RESOURCES = "/dev/cairn/cli/shop/";
    private static final Pattern REPLICAS = Pattern.compile("(?m)^( *replicas:) \\d+$");
    private static final Pattern CONTAINER_PORT = Pattern.compile("(?m)^( *(?:- )?containerPort:) 8080$");

    private final Path folder;
    private final Loopback loopback;

    private DemoFolder(Path folder, Loopback loopback) {
        this.folder = folder;
        this.loopback = loopback;
    }

    static DemoFolder create(Loopback loopback) throws IOException {
        DemoFolder demo = new DemoFolder(Files.createTempDirectory("cairn-demo-"), loopback);
        for (String file : FILES) {
            try (InputStream packaged = DemoFolder.class.getResourceAsStream(RESOURCES + file)) {
                if (packaged == null) {
                    throw new FileNotFoundException("the manifest " + RESOURCES + file + " is not in the jar");
                }
                Files.copy(packaged, demo.folder.resolve(file));
            }
        }
        if (loopback.hasAddressPerPod()) {
            demo.edit("orders.yaml", CONTAINER_PORT, "$1 " + loopback.port(0));
            demo.edit("orders-canary.yaml", CONTAINER_PORT, "$1 " + loopback.port(0));
        } else {
            Files.delete(demo.folder.resolve("orders-canary.yaml"));
            demo.edit("orders.yaml", REPLICAS, "$1 0");
            demo.write("node.yaml", node());
        }
        return demo;
    }

    Path path() {
        return folder;
    }

    /** Sets how many pods of {@code orders} there are; returns the file that says so. */
    String scale(int replicas) throws IOException {
        if (loopback.hasAddressPerPod()) {
            edit("orders.yaml", REPLICAS, "$1 " + replicas);
            return "orders.yaml";
        }
        write("orders-on-host.yaml", podsOnHost(replicas));
        return "orders-on-host.yaml";
    }

    private void edit(String file, Pattern pattern, String replacement) throws IOException {
        String before = Files.readString(folder.resolve(file));
        write(file, pattern.matcher(before).replaceAll(replacement));
    }

    /** In one step, as editors do: a reader sees the old file or the new one. */
    private void write(String file, String text) throws IOException {
        Path next = Files.writeString(folder.resolve("." + file), text);
        Files.move(next, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String node() {
        return """
                apiVersion: v1
                kind: Node
                metadata:
                  name: localhost
                status:
                  addresses:
                    - type: InternalIP
                      address: 127.0.0.1
                """;
    }

    private String podsOnHost(int count) {
        return IntStream.range(0, count).mapToObj(this::podOnHost).collect(Collectors.joining("---\n"));
    }

    private String podOnHost(int index) {
        return """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: orders-%d
                  namespace: shop
                  labels:
                    app: orders
                spec:
                  nodeName: localhost
                  hostNetwork: true
                  containers:
                    - name: orders
                      image: example.com/shop/orders:1.0
                      ports:
                        - name: http
                          containerPort: %d
                """.formatted(index, loopback.port(index));
    }

    /** Deletes the folder. */
    @Override
    public void close() throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> listed = Files.list(folder)) {
            listed.forEach(files::add);
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }
}
