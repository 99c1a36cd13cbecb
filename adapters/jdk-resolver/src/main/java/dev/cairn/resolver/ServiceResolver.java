// SPDX-License-Identifier: Apache-2.0
package dev.cairn.resolver;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.lb.AddressLookup;
import dev.cairn.lb.Balancers;
import dev.cairn.lb.NoEndpointException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers for services with the addresses of their endpoints, in random order, and leaves all else to the JDK's own resolver: also a
 * service of which nothing is known, so that nothing gets worse. <b>Thread-safe.</b>
 */
final class ServiceResolver implements InetAddressResolver {
    /** A name that nobody else answers, and the answer. */
    static final String PROBE = "probe.cairn.invalid";

    private static final byte[] PROBE_IPV4 = {127, 67, 82, 78};
    private static final byte[] PROBE_IPV6 = {0x20, 0x01, 0x0d, (byte) 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 67, 82, 78};

    private final InetAddressResolver builtin;
    private final Supplier<Balancers> balancers;
    private final ThreadLocal<Boolean> isBusy = ThreadLocal.withInitial(() -> false);
    private final AtomicBoolean hasSaidHello = new AtomicBoolean();
    private final AtomicBoolean hasComplained = new AtomicBoolean();

    ServiceResolver(InetAddressResolver builtin, Supplier<Balancers> balancers) {
        this.builtin = builtin;
        this.balancers = balancers;
    }

    static boolean isProbeAnswer(byte[] address) {
        return Arrays.equals(address, PROBE_IPV4) || Arrays.equals(address, PROBE_IPV6);
    }

    @Override
    public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
        if (host.equals(PROBE)) {
            boolean isIpv4 = has(policy, LookupPolicy.IPV4);
            return Stream.of(InetAddress.getByAddress(host, isIpv4 ? PROBE_IPV4 : PROBE_IPV6));
        }
        // what is asked for while a service is looked up, such as the API server's name, is not ours
        if (isBusy.get() || isApiServer(host)) {
            return builtin.lookupByName(host, policy);
        }
        isBusy.set(true);
        try {
            Optional<List<InetAddress>> addresses = addresses(host);
            return addresses.isPresent() ? fit(host, addresses.get(), policy) : builtin.lookupByName(host, policy);
        } finally {
            isBusy.remove();
        }
    }

    @Override
    public String lookupByAddress(byte[] address) throws UnknownHostException {
        return builtin.lookupByAddress(address);
    }

    /** The service that the endpoints are learned from can't be found by them. */
    private static boolean isApiServer(String host) {
        return host.toLowerCase(Locale.ROOT).startsWith("kubernetes.default");
    }

    private Optional<List<InetAddress>> addresses(String host) throws UnknownHostException {
        try {
            Optional<List<InetAddress>> addresses =
                    AddressLookup.of(balancers.get()).addresses(host);
            if (addresses.isPresent() && hasSaidHello.compareAndSet(false, true)) {
                log().info("this JVM resolves services by their endpoints, {} first", host);
            }
            return addresses;
        } catch (NoEndpointException e) {
            return switch (e.reason()) {
                case EMPTY, NONE_READY -> throw unknown(e);
                default -> notKnown(host, e);
            };
        } catch (DiscoveryException | IllegalStateException | IllegalArgumentException e) {
            return notKnown(host, e);
        }
    }

    private Optional<List<InetAddress>> notKnown(String host, RuntimeException reason) {
        if (hasComplained.compareAndSet(false, true)) {
            log().warn(
                            "{} is left to the JDK's own resolver, and so is what fails alike: {}",
                            host,
                            reason.getMessage());
        }
        return Optional.empty();
    }

    private static UnknownHostException unknown(NoEndpointException reason) {
        UnknownHostException unknown = new UnknownHostException(reason.getMessage());
        unknown.initCause(reason);
        return unknown;
    }

    /** Those of the families that are asked for, in the order asked for. */
    private static Stream<InetAddress> fit(String host, List<InetAddress> addresses, LookupPolicy policy)
            throws UnknownHostException {
        List<InetAddress> fitting = addresses.stream()
                .filter(address -> has(policy, address instanceof Inet4Address ? LookupPolicy.IPV4 : LookupPolicy.IPV6))
                .toList();
        if (fitting.isEmpty()) {
            throw new UnknownHostException(host + " has no address of the wanted family");
        }
        Comparator<InetAddress> isIpv6 = Comparator.comparing(address -> !(address instanceof Inet4Address));
        if (has(policy, LookupPolicy.IPV4_FIRST)) {
            return fitting.stream().sorted(isIpv6);
        }
        return has(policy, LookupPolicy.IPV6_FIRST) ? fitting.stream().sorted(isIpv6.reversed()) : fitting.stream();
    }

    private static boolean has(LookupPolicy policy, int characteristic) {
        return (policy.characteristics() & characteristic) != 0;
    }

    /** Not a constant: a logger may resolve names when it is made. */
    private static Logger log() {
        return LoggerFactory.getLogger(ServiceResolver.class);
    }
}
