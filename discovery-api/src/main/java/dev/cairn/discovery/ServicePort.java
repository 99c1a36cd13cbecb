// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One port of a Service.
 *
 * <p><b>Immutable.</b>
 */
public final class ServicePort {
    private final String name;
    private final Protocol protocol;
    private final int number;
    private final TargetPort targetPort;
    private final int nodePort;
    private final String appProtocol;

    private ServicePort(Builder builder) {
        name = builder.name;
        protocol = builder.protocol;
        number = builder.number;
        targetPort = builder.targetPort == null ? TargetPort.of(number) : builder.targetPort;
        nodePort = builder.nodePort;
        appProtocol = builder.appProtocol;
    }

    /** A builder for a port number 1 to 65535. Defaults: no name, TCP, target port equal to the number, no node port, no appProtocol. */
    public static Builder builder(int number) {
        return new Builder(number);
    }

    /** A TCP port. */
    public static ServicePort tcp(String name, int number) {
        return builder(number).name(name).build();
    }

    /** The name, empty when the port has none: such a port has no SRV name of its own. */
    public String name() {
        return name;
    }

    /** The transport protocol. */
    public Protocol protocol() {
        return protocol;
    }

    /** The number that clients of the Service use, 1 to 65535. */
    public int number() {
        return number;
    }

    /** Where the port leads on a pod. */
    public TargetPort targetPort() {
        return targetPort;
    }

    /** The port on every node, 1 to 65535, or 0 when there is none. */
    public int nodePort() {
        return nodePort;
    }

    /** The application protocol hint, empty when there is none. */
    public String appProtocol() {
        return appProtocol;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServicePort that
                && number == that.number
                && nodePort == that.nodePort
                && protocol == that.protocol
                && name.equals(that.name)
                && targetPort.equals(that.targetPort)
                && appProtocol.equals(that.appProtocol);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, protocol, number, targetPort, nodePort, appProtocol);
    }

    @Override
    public String toString() {
        return (name.isEmpty() ? "" : name + " ") + number + "/" + protocol + " -> " + targetPort;
    }

    /** Builds a {@link ServicePort}. <b>Confined to</b> one thread. */
    public static final class Builder {
        private final int number;
        private String name = "";
        private Protocol protocol = Protocol.TCP;
        private @Nullable TargetPort targetPort;
        private int nodePort;
        private String appProtocol = "";

        private Builder(int number) {
            this.number = number;
        }

        /** The name; empty means none. */
        public Builder name(String value) {
            name = Objects.requireNonNull(value, "name");
            return this;
        }

        /** The transport protocol. */
        public Builder protocol(Protocol value) {
            protocol = Objects.requireNonNull(value, "protocol");
            return this;
        }

        /** Where the port leads on a pod. */
        public Builder targetPort(TargetPort value) {
            targetPort = Objects.requireNonNull(value, "targetPort");
            return this;
        }

        /** The port on every node; 0 means none. */
        public Builder nodePort(int value) {
            nodePort = value;
            return this;
        }

        /** The application protocol hint; empty means none. */
        public Builder appProtocol(String value) {
            appProtocol = Objects.requireNonNull(value, "appProtocol");
            return this;
        }

        /**
         * The port.
         *
         * @throws IllegalArgumentException when a number is out of range
         */
        public ServicePort build() {
            if (number < 1 || number > 65_535) {
                throw new IllegalArgumentException("number must be 1..65535, was " + number);
            }
            if (nodePort < 0 || nodePort > 65_535) {
                throw new IllegalArgumentException("nodePort must be 0..65535, was " + nodePort);
            }
            return new ServicePort(this);
        }
    }
}
