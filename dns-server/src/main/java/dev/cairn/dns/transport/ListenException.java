// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Locale;

/** An address that cannot be listened on; the message says which, why, and what to do. */
public final class ListenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a reason of our own. */
    public ListenException(String message) {
        super(message);
    }

    /**
     * With the reason that the system gave.
     *
     * @param transport the word for it: {@code udp}, {@code tcp} or {@code http}
     */
    public ListenException(String transport, InetSocketAddress address, IOException cause) {
        super(
                "cannot listen on " + transport + " " + Listener.format(address) + ": " + cause.getMessage()
                        + advice(address, cause),
                cause);
    }

    private static String advice(InetSocketAddress address, IOException cause) {
        String reason = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (reason.contains("permission denied")) {
            return "; ports below 1024 need root or the capability NET_BIND_SERVICE: give it, or listen on another port";
        }
        if (reason.contains("in use")) {
            return "; another process listens there: stop it (ss -lntup 'sport = :" + address.getPort()
                    + "' names it), or listen on another port";
        }
        if (reason.contains("cannot assign") || reason.contains("can't assign")) {
            return "; no interface of this machine has that address";
        }
        return cause instanceof BindException ? "; check the address and the port" : "";
    }
}
