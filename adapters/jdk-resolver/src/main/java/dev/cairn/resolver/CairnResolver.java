// SPDX-License-Identifier: Apache-2.0
package dev.cairn.resolver;

import dev.cairn.lb.Balancers;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolverProvider;
import java.util.Objects;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's name resolution, with services in it: {@code InetAddress.getAllByName("orders.shop.svc")}, and so every client that
 * resolves names by the JDK, gets the addresses of the endpoints that take calls, in random order.
 *
 * <p>Known names are those ending in {@code .svc} or {@code .svc.<cluster domain>}, and what these system properties say at the first
 * look-up:
 *
 * <ul>
 *   <li>{@code dev.cairn.resolver.namespaces}: namespaces, separated by commas, whose {@code <service>.<namespace>} are known
 *   <li>{@code dev.cairn.resolver.services}: {@code name=target}, separated by semicolons, such as {@code
 *       orders=k8s:///orders.shop:http}; needed for a service with more than one port
 *   <li>{@code dev.cairn.resolver.clusterDomain}: the cluster domain; {@code cluster.local} by default
 * </ul>
 *
 * <p><b>Thread-safe.</b>
 */
public final class CairnResolver {
    private static final String PREFIX = "dev.cairn.resolver.";
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static volatile @Nullable Balancers current;

    private CairnResolver() {}

    /** Takes known names and sources from these in place of the system properties; whoever made them closes them. */
    public static void use(Balancers balancers) {
        current = Objects.requireNonNull(balancers, "balancers");
    }

    /**
     * Makes sure that this JVM resolves names by this library; to be called at the start of a program. The JDK takes the first provider
     * that its system class loader finds and says nothing of the others.
     *
     * @throws IllegalStateException when it doesn't; the message says who came first and what to do
     * @throws IllegalArgumentException when a system property is malformed
     */
    public static void verifyInstalled() {
        Balancers unused = balancers();
        boolean isOurs;
        try {
            byte[] answer = InetAddress.getAllByName(ServiceResolver.PROBE)[0].getAddress();
            isOurs = ServiceResolver.isProbeAnswer(answer);
        } catch (UnknownHostException e) {
            isOurs = false;
        }
        if (!isOurs) {
            throw new IllegalStateException("this JVM doesn't resolve names by cairn-jdk-resolver: "
                    + whyNot(names(ClassLoader.getSystemClassLoader())));
        }
    }

    private static String whyNot(String providers) {
        return providers.contains(CairnResolverProvider.class.getName())
                ? "the first of its resolver providers is taken, and they are " + providers
                        + "; put cairn-jdk-resolver before the others on the class path, or leave those out"
                : "its system class loader doesn't see the jar (it sees " + providers
                        + "), which must be on the class path of the JVM itself, not inside an archive";
    }

    private static String names(ClassLoader loader) {
        String names = ServiceLoader.load(InetAddressResolverProvider.class, loader).stream()
                .map(provider -> provider.type().getName())
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "no provider" : names;
    }

    static Balancers balancers() {
        Balancers known = current;
        return known == null ? made() : known;
    }

    private static Balancers made() {
        LOCK.lock();
        try {
            Balancers known = current;
            if (known == null) {
                known = fromProperties(System.getProperties());
                current = known;
            }
            return known;
        } finally {
            LOCK.unlock();
        }
    }

    /**
     * Balancers that know what the properties say.
     *
     * @throws IllegalArgumentException when a property is malformed
     */
    static Balancers fromProperties(Properties properties) {
        Balancers.Builder builder = Balancers.builder();
        for (String namespace :
                properties.getProperty(PREFIX + "namespaces", "").split(",", -1)) {
            if (!namespace.isBlank()) {
                builder.namespace(namespace.strip());
            }
        }
        for (String service : properties.getProperty(PREFIX + "services", "").split(";", -1)) {
            if (!service.isBlank()) {
                addService(builder, service.strip());
            }
        }
        String domain = properties.getProperty(PREFIX + "clusterDomain", "");
        if (!domain.isBlank()) {
            builder.clusterDomain(domain.strip());
        }
        return builder.build();
    }

    private static void addService(Balancers.Builder builder, String service) {
        int equals = service.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(PREFIX + "services must be name=target, separated by semicolons, such as"
                    + " orders=k8s:///orders.shop:http, was \"" + service + "\"");
        }
        builder.service(
                service.substring(0, equals).strip(),
                service.substring(equals + 1).strip());
    }
}
