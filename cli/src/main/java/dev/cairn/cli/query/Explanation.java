// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli.query;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.EdnsOption;
import dev.cairn.dns.wire.EdnsOptionCode;
import dev.cairn.dns.wire.ExtendedError;
import dev.cairn.dns.wire.Message;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.ResourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Says in words why an answer has no records, as far as it can be known from outside: from the response code, the SOA, the extended
 * error (RFC 8914), and by asking for the names above (where one does not exist, nothing exists below it, RFC 8020).
 */
final class Explanation {
    private final DomainName name;
    private final int type;
    private final Message reply;
    private final ToIntFunction<DomainName> rcodeOf;

    /**
     * The explanation of a reply.
     *
     * @param rcodeOf asks the same server for another name
     */
    Explanation(DomainName name, int type, Message reply, ToIntFunction<DomainName> rcodeOf) {
        this.name = name;
        this.type = type;
        this.reply = reply;
        this.rcodeOf = rcodeOf;
    }

    /** A few sentences; none when the answer speaks for itself. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        switch (reply.rcode()) {
            case Rcode.NOERROR -> explainNoError(lines);
            case Rcode.NXDOMAIN -> explainMissing(lines);
            case Rcode.SERVFAIL -> explainFailure(lines);
            case Rcode.REFUSED -> explainRefusal(lines);
            default -> lines.add("The server answered " + Rcode.name(reply.rcode()) + ".");
        }
        return lines;
    }

    private void explainNoError(List<String> lines) {
        if (reply.answers().isEmpty()) {
            lines.add(text(name) + " exists and has no record of type " + RecordType.name(type) + ".");
            return;
        }
        ResourceRecord last = reply.answers().get(reply.answers().size() - 1);
        if (last.type() == RecordType.CNAME && type != RecordType.CNAME && type != RecordType.ANY) {
            lines.add("It is an alias; this server does not know the target "
                    + withoutDot(last.data().toString()) + ".");
        }
    }

    private void explainMissing(List<String> lines) {
        Optional<DomainName> zone = zone();
        if (zone.isEmpty() || !name.isSubdomainOf(zone.get())) {
            lines.add(text(name) + " does not exist, says the server.");
            return;
        }
        lines.add("The server is authoritative for " + text(zone.get()) + " and has no " + text(name) + ".");
        if (type == RecordType.PTR) {
            lines.add("No Service and no ready endpoint of a headless Service has this address.");
            return;
        }
        DomainName missing = highestMissing(zone.get());
        List<String> below = labelsBelow(missing, zone.get());
        reason(below).ifPresent(lines::add);
    }

    /** The highest of the name and its ancestors below the zone that does not exist. */
    private DomainName highestMissing(DomainName zone) {
        List<DomainName> ancestors = new ArrayList<>();
        for (DomainName at = name.parent(); at.labelCount() > zone.labelCount(); at = at.parent()) {
            ancestors.add(0, at);
        }
        return ancestors.stream()
                .filter(ancestor -> rcodeOf.applyAsInt(ancestor) == Rcode.NXDOMAIN)
                .findFirst()
                .orElse(name);
    }

    /** What a missing name means in Kubernetes DNS, by its labels from the zone down. */
    private static Optional<String> reason(List<String> below) {
        if (below.get(0).equals("pod")) {
            return Optional.of("Names of pods are answered only when the Corefile says \"pods insecure\".");
        }
        if (!below.get(0).equals("svc")) {
            return Optional.of("Names of Services end in .svc before the zone.");
        }
        return switch (below.size()) {
            case 2 -> Optional.of("There is no namespace " + below.get(1) + ", or it is not served.");
            case 3 ->
                Optional.of("Namespace " + below.get(1) + " exists and has no Service " + below.get(2)
                        + ", or it is headless and has no ready endpoint.");
            case 4 -> Optional.of(belowService(below));
            case 5 ->
                Optional.of("Service " + below.get(2) + "." + below.get(1) + " has no port named "
                        + below.get(4).substring(Math.min(1, below.get(4).length())) + " over "
                        + protocol(below.get(3)) + ".");
            default -> Optional.empty();
        };
    }

    private static String belowService(List<String> below) {
        String service = "Service " + below.get(2) + "." + below.get(1);
        return below.get(3).startsWith("_")
                ? service + " has no named port over " + protocol(below.get(3)) + "."
                : service + " exists and has no ready endpoint with the hostname " + below.get(3)
                        + "; only headless Services have such names.";
    }

    private static String protocol(String label) {
        return label.startsWith("_") ? label.substring(1).toUpperCase(Locale.ROOT) : label;
    }

    private void explainFailure(List<String> lines) {
        Optional<EdnsOption> error = extendedError();
        if (error.isEmpty()) {
            lines.add("The server failed; its log says why.");
        } else if (code(error.get()) == ExtendedError.NOT_READY) {
            lines.add(
                    "The server has not read its Services yet, and so cannot say what does not exist. Ask again soon.");
        } else if (code(error.get()) == ExtendedError.NOT_AUTHORITATIVE) {
            lines.add("Nothing in the server's configuration answers for " + text(name)
                    + ", and it does not ask other servers for it.");
            guessService(lines);
        } else {
            lines.add("The server failed: " + describe(error.get()) + ".");
        }
    }

    private void explainRefusal(List<String> lines) {
        Optional<EdnsOption> error = extendedError();
        if (error.isPresent() && code(error.get()) == ExtendedError.NOT_AUTHORITATIVE) {
            lines.add("The server has no zone that " + text(name) + " lies in, and does not ask other servers for it.");
        } else {
            lines.add("The server refuses to answer"
                    + error.map(option -> ": " + describe(option)).orElse("") + ".");
        }
        guessService(lines);
    }

    private void guessService(List<String> lines) {
        if (name.labelCount() == 2) {
            lines.add("If it is a Service, its whole name is " + text(name) + ".svc.cluster.local.");
        }
    }

    private Optional<DomainName> zone() {
        return reply.authorities().stream()
                .filter(found -> found.type() == RecordType.SOA)
                .map(ResourceRecord::owner)
                .findFirst();
    }

    private Optional<EdnsOption> extendedError() {
        return reply.edns()
                .flatMap(edns -> edns.options().stream()
                        .filter(option -> option.code() == EdnsOptionCode.EXTENDED_ERROR && option.data().length >= 2)
                        .findFirst());
    }

    private static int code(EdnsOption error) {
        return (error.data()[0] & 0xff) << 8 | error.data()[1] & 0xff;
    }

    private static String describe(EdnsOption error) {
        byte[] data = error.data();
        String text = new String(data, 2, data.length - 2, StandardCharsets.UTF_8);
        return ExtendedError.name(code(error)) + (text.isEmpty() ? "" : ", " + text);
    }

    /** A name as sentences have it: without the dot at its end, but for the root. */
    private static String text(DomainName name) {
        return name.isRoot() ? "." : withoutDot(name.toString());
    }

    private static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static List<String> labelsBelow(DomainName name, DomainName zone) {
        List<String> labels = new ArrayList<>();
        for (int i = name.labelCount() - zone.labelCount() - 1; i >= 0; i--) {
            labels.add(new String(name.label(i), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT));
        }
        return labels;
    }
}
