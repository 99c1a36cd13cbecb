// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli.query;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/** Prints a reply in the long form of {@code dig}. */
final class ReplyPrinter {
    private ReplyPrinter() {}

    static void print(Reply reply, PrintWriter out) {
        if (reply.wasTruncated()) {
            out.println(";; Truncated over UDP, asked again over TCP.");
        }
        out.println(reply.message());
        long millis = TimeUnit.NANOSECONDS.toMillis(reply.nanos());
        out.println(";; Query time: " + (millis == 0 ? "less than 1" : millis) + " msec");
        out.println(";; SERVER: " + reply.server().getAddress().getHostAddress() + "#"
                + reply.server().getPort() + (reply.overTcp() ? " (TCP)" : " (UDP)"));
        out.println(";; MSG SIZE  rcvd: " + reply.bytes());
    }
}
