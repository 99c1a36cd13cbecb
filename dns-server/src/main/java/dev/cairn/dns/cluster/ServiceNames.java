// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.dns.wire.QuestionReader;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.ResponseWriter;
import org.jspecify.annotations.Nullable;

/**
 * Finds and answers names below {@code svc}: namespaces, Services, and what is below these.
 *
 * <p><b>Thread-safe.</b>
 */
final class ServiceNames {
    private static final int SERVICES = InputBits.SERVICES;
    private static final int ENDPOINTS = InputBits.ENDPOINTS;
    private static final int NAMESPACES = InputBits.NAMESPACES;
    private static final int RESTORED = InputBits.RESTORED;

    private static final byte[] ZONE = Labels.of("_zone");
    private static final byte[] PIN = Labels.of("pin");
    private static final byte[] PREFER = Labels.of("prefer");

    private static final int NAMESPACE = 2; // labels below the zone
    private static final int SERVICE = 3;
    private static final int ENDPOINT_OR_PROTOCOL = 4;
    private static final int PORT = 5;

    private final ClusterModel model;
    private final ZoneRecords records;
    private final int ttlSeconds;
    private final boolean hidesEmptyServices;
    private final boolean zones;
    private final boolean imports;

    ServiceNames(ClusterModel model, ZoneOptions options, ZoneRecords records) {
        this.model = model;
        this.records = records;
        this.ttlSeconds = options.ttlSeconds();
        this.hidesEmptyServices = options.hidesEmptyServices();
        this.zones = model.options().zones();
        this.imports = model.selection().imports();
    }

    /** The visible namespace that a label names; null if there is none. */
    @Nullable
    NamespaceCell namespace(AskedName asked, int label) {
        int offset = asked.offset(label);
        NamespaceCell cell = model.namespaces().find(asked.bytes(), offset, asked.offset(label + 1) - offset);
        return cell != null && cell.isVisible() ? cell : null;
    }

    /** Whether a namespace that is not there does not exist. */
    static boolean areNamespacesSynced(int synced) {
        return InputBits.has(synced, NAMESPACES);
    }

    /** Answers for a name of two or more labels below the zone, the last of which is {@code svc}. */
    Verdict find(QuestionReader question, ResponseWriter response, AnswerContext context, int owner, int synced) {
        AskedName asked = context.asked;
        int below = records.labelsBelow(asked);
        if (below == NAMESPACE) {
            return namespace(asked, 0) != null
                    ? noData(question, response, NAMESPACES, synced)
                    : noSuchName(NAMESPACES, synced);
        }
        CompiledService service = service(asked, below - SERVICE);
        if (service != null && isZonal(asked, below)) {
            return zonal(question, response, context, owner, service, known(service, synced));
        }
        if (service == null || below > PORT) {
            return noSuchName(SERVICES | NAMESPACES, synced);
        }
        return service.isExternal()
                ? alias(context, service, below, synced)
                : findBelow(question, response, context, owner, service, known(service, synced));
    }

    private boolean isZonal(AskedName asked, int below) {
        return zones && below >= ENDPOINT_OR_PROTOCOL && asked.is(below - ENDPOINT_OR_PROTOCOL, ZONE);
    }

    /**
     * Answers for {@code <topology zone>.pin._zone} or {@code .prefer._zone} below a headless Service. The zone's name may be several
     * labels. While the Service has endpoints, the names exist for every zone that may be asked for.
     */
    private Verdict zonal(
            QuestionReader question,
            ResponseWriter response,
            AnswerContext context,
            int owner,
            CompiledService service,
            int synced) {
        AskedName asked = context.asked;
        int zoneLabels = records.labelsBelow(asked) - PORT;
        boolean prefers = zoneLabels >= 0 && asked.is(zoneLabels, PREFER);
        if (!service.isHeadless() || zoneLabels >= 0 && !prefers && !asked.is(zoneLabels, PIN)) {
            return noSuchName(SERVICES | NAMESPACES, synced);
        }
        if (!InputBits.has(synced, ENDPOINTS)) {
            return Verdict.NOT_SYNCED; // a restored state does not know zones
        }
        Endpoints all = service.endpoints();
        if (all == null) {
            return noSuchName(SERVICES | NAMESPACES | ENDPOINTS, synced); // nothing is below a name that is not there
        }
        Endpoints endpoints = zoneLabels <= 0
                ? null
                : service.inZone(asked.bytes(), asked.offset(0), asked.offset(zoneLabels) - asked.offset(0));
        if (endpoints == null && prefers && zoneLabels > 0) {
            endpoints = all;
        }
        boolean written = endpoints != null && writeEndpoints(response, context, owner, service, endpoints);
        return end(written, question, response, SERVICES | NAMESPACES | ENDPOINTS, synced);
    }

    /** What the restored state vouches for is what it held: not a Service that is new since. */
    private static int known(CompiledService service, int synced) {
        return (synced & RESTORED) == 0 || service.cell().isRestored() ? synced : synced & ~RESTORED;
    }

    /** Answers for the name of a Service, or one below it. */
    private Verdict findBelow(
            QuestionReader question,
            ResponseWriter response,
            AnswerContext context,
            int owner,
            CompiledService service,
            int synced) {
        int below = records.labelsBelow(context.asked);
        int inputs = inputs(service, below);
        if (service.isHeadless() && !InputBits.isWhole(synced, ENDPOINTS)) {
            return Verdict.NOT_SYNCED; // what is known of its endpoints may not be all
        }
        if (service.endpoints() == null && (service.isHeadless() || hidesEmptyServices)) {
            return noSuchName(inputs | ENDPOINTS, synced);
        }
        return switch (below) {
            case SERVICE -> {
                boolean written = writeService(response, context, owner, service);
                yield end(written, question, response, inputs, synced);
            }
            case PORT -> port(question, response, context, owner, service, synced);
            default -> endpointOrProtocol(question, response, context, owner, service, synced);
        };
    }

    /** What must be known in full before something is said not to be there. */
    private static int inputs(CompiledService service, int below) {
        return SERVICES | NAMESPACES | (service.isHeadless() || below == ENDPOINT_OR_PROTOCOL ? ENDPOINTS : 0);
    }

    /** The visible Service that two labels, the second being the namespace, name; null if there is none. */
    private @Nullable CompiledService service(AskedName asked, int label) {
        int offset = asked.offset(label);
        ServiceCell cell = model.services().find(asked.bytes(), offset, asked.offset(label + 2) - offset);
        return cell != null && cell.namespace.isVisible() ? cell.current() : null;
    }

    /** A Service that stands for an address, or for what is no name, is as good as none: no record can say it. */
    private static Verdict alias(AnswerContext context, CompiledService service, int below, int synced) {
        byte[] target = service.externalName();
        if (below != SERVICE || target == null) {
            return noSuchName(SERVICES | NAMESPACES, synced);
        }
        context.setAlias(target);
        return Verdict.LEADS_OUT;
    }

    private boolean writeService(ResponseWriter response, AnswerContext context, int owner, CompiledService service) {
        int type = context.type();
        if (type != RecordType.ANY) {
            return ServiceRecords.atService(context, response, owner, ttlSeconds, service, type);
        }
        return ServiceRecords.atService(context, response, owner, ttlSeconds, service, RecordType.A)
                || !context.hidesIpv6()
                        && ServiceRecords.atService(context, response, owner, ttlSeconds, service, RecordType.AAAA)
                || ServiceRecords.atService(context, response, owner, ttlSeconds, service, RecordType.SRV);
    }

    private Verdict port(
            QuestionReader question,
            ResponseWriter response,
            AnswerContext context,
            int owner,
            CompiledService service,
            int synced) {
        int inputs = inputs(service, PORT);
        if (!ServiceRecords.hasPort(service, context.asked)) {
            return imports
                    ? importedEndpoint(question, response, context, owner, service, synced)
                    : noSuchName(inputs, synced);
        }
        boolean asked = context.type() == RecordType.SRV || context.type() == RecordType.ANY;
        boolean written = asked && ServiceRecords.atPort(context, response, owner, ttlSeconds, service, context.asked);
        return end(written, question, response, inputs, synced);
    }

    /** Answers for {@code <endpoint>.<cluster>} below an imported Service (KEP-1645). */
    private Verdict importedEndpoint(
            QuestionReader question,
            ResponseWriter response,
            AnswerContext context,
            int owner,
            CompiledService service,
            int synced) {
        if (!InputBits.isWhole(synced, ENDPOINTS)) {
            return Verdict.NOT_SYNCED;
        }
        int inputs = SERVICES | NAMESPACES | ENDPOINTS;
        Endpoints endpoints = service.imported(context.asked.bytes(), context.asked.offset(0));
        if (endpoints == null) {
            return noSuchName(inputs, synced);
        }
        boolean written = writeEndpoints(response, context, owner, service, endpoints);
        return end(written, question, response, inputs, synced);
    }

    private Verdict endpointOrProtocol(
            QuestionReader question,
            ResponseWriter response,
            AnswerContext context,
            int owner,
            CompiledService service,
            int synced) {
        AskedName asked = context.asked;
        if (ServiceRecords.hasProtocol(service, asked)) {
            return noData(question, response, inputs(service, PORT), synced);
        }
        if (!InputBits.isWhole(synced, ENDPOINTS)) {
            return Verdict.NOT_SYNCED;
        }
        int inputs = inputs(service, ENDPOINT_OR_PROTOCOL);
        if (service.isImportedFrom(asked.bytes(), asked.offset(0))) {
            return noData(question, response, inputs, synced);
        }
        Endpoints endpoints = service.endpoints(asked.bytes(), asked.offset(0));
        if (endpoints == null) {
            return noSuchName(inputs, synced);
        }
        boolean written = writeEndpoints(response, context, owner, service, endpoints);
        return end(written, question, response, inputs, synced);
    }

    private boolean writeEndpoints(
            ResponseWriter response, AnswerContext context, int owner, CompiledService service, Endpoints endpoints) {
        int type = context.type();
        int first = type == RecordType.ANY ? RecordType.A : type;
        return ServiceRecords.atEndpoints(context, response, owner, ttlSeconds, service, endpoints, first)
                || type == RecordType.ANY
                        && !context.hidesIpv6()
                        && ServiceRecords.atEndpoints(
                                context, response, owner, ttlSeconds, service, endpoints, RecordType.AAAA);
    }

    /** The end of a name that exists: its records are there, or there are none of the type. */
    private Verdict end(boolean written, QuestionReader question, ResponseWriter response, int inputs, int synced) {
        return written ? Verdict.ANSWERED : noData(question, response, inputs, synced);
    }

    private Verdict noData(QuestionReader question, ResponseWriter response, int inputs, int synced) {
        return InputBits.isWhole(synced, inputs) ? records.noData(response, question) : Verdict.NOT_SYNCED;
    }

    /** Only what has been read now, and not what was restored, can say that something is not there. */
    private static Verdict noSuchName(int inputs, int synced) {
        return InputBits.has(synced, inputs) ? Verdict.NO_SUCH_NAME : Verdict.NOT_SYNCED;
    }
}
