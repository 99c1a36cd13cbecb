// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.kubernetes;

import dev.cairn.dns.chain.ClientDomains;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.cluster.AnswerContext;
import dev.cairn.dns.cluster.ClusterModel;
import dev.cairn.dns.cluster.ClusterZone;
import dev.cairn.dns.cluster.ModelOptions;
import dev.cairn.dns.cluster.Verdict;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.QuestionReader;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers for the zones of a {@code kubernetes} directive from a model.
 *
 * <p>A name that does not exist is passed on where {@code fallthrough} says so, but never before all of the cluster has been read:
 * until then nobody can know that it does not exist.
 *
 * <p>Where an alias leads out of the zone, the whole server is asked for the name it leads to, and that answer is added.
 *
 * <p><b>Thread-safe.</b>
 */
public final class KubernetesHandler implements Handler, ClientDomains {
    private final ThreadLocal<AnswerContext> contexts = ThreadLocal.withInitial(AnswerContext::new);
    private final ClusterZone[] zones; // the longest first
    private final DomainName[] fallthroughZones;

    /** A handler that answers all zones from a model made with {@link KubernetesConfig#modelOptions()}. */
    public KubernetesHandler(KubernetesConfig config, ClusterModel model) {
        this(config, options -> model, List.of());
    }

    /**
     * A handler for a listener with addresses of its own.
     *
     * @param models the model of each zone's {@link KubernetesConfig#modelOptions(DomainName)}
     * @param listening where it listens, for the NS records of the zones; empty for all addresses of this server
     */
    public KubernetesHandler(
            KubernetesConfig config, Function<ModelOptions, ClusterModel> models, List<InetAddress> listening) {
        this.zones = config.zones().stream()
                .sorted(Comparator.comparingInt(DomainName::labelCount).reversed())
                .map(zone ->
                        new ClusterZone(models.apply(config.modelOptions(zone)), config.zoneOptions(zone), listening))
                .toArray(ClusterZone[]::new);
        this.fallthroughZones = config.fallthroughZones().toArray(DomainName[]::new);
    }

    @Override
    public String directive() {
        return "kubernetes";
    }

    @Override
    public Touch touch(DomainName zone) {
        for (ClusterZone ours : zones) {
            if (zone.isSubdomainOf(ours.zone()) || ours.zone().isSubdomainOf(zone)) {
                return Touch.ANSWER;
            }
        }
        return Touch.NONE;
    }

    @Override
    public boolean drawsOrder() {
        return true;
    }

    @Override
    public Outcome handle(Exchange exchange) {
        return handle(exchange, null);
    }

    /** Answers; knowing the target of the alias that leads out, if there was one. */
    private Outcome handle(Exchange exchange, @Nullable OutsideTarget target) {
        QuestionReader question = exchange.question();
        ClusterZone zone = zone(question);
        if (zone == null) {
            return Outcome.PASS_ON;
        }
        AnswerContext context = context(exchange);
        Verdict verdict = zone.answer(question, exchange.response(), context);
        if (verdict == Verdict.LEADS_OUT) {
            return leadOut(exchange, context.aliasTarget(), target);
        }
        if (verdict == Verdict.NO_SUCH_NAME && isPassedOn(question)) {
            if (zone.model().isSynced()) {
                return Outcome.PASS_ON;
            }
            verdict = Verdict.NOT_SYNCED;
        }
        if (verdict == Verdict.NO_SUCH_NAME) {
            zone.writeNoSuchName(question, exchange.response());
        } else if (verdict == Verdict.NOT_SYNCED) {
            zone.writeNotSynced(exchange.response());
        }
        return Outcome.ANSWERED;
    }

    /** Those of a pod's resolv.conf, for pods whose address is theirs alone. */
    @Override
    public List<DomainName> searched(DomainName name, InetAddress client) {
        for (ClusterZone each : zones) {
            DomainName zone = each.zone();
            if (name.isSubdomainOf(zone)) {
                DomainName services = zone.prepend("svc");
                return each.model()
                        .namespaceOfPod(client.getAddress())
                        .map(namespace -> List.of(services.prepend(namespace), services, zone))
                        .orElse(List.of());
            }
        }
        return List.of();
    }

    private Outcome leadOut(Exchange exchange, DomainName name, @Nullable OutsideTarget target) {
        if (target == null) {
            OutsideTarget.ask(exchange, name, this::handle);
            return Outcome.DEFERRED;
        }
        if (name.equalsIgnoreCase(target.name())) { // it may have changed in the meantime: then the alias is enough
            target.writeTo(exchange.response());
        }
        return Outcome.ANSWERED;
    }

    private @Nullable ClusterZone zone(QuestionReader question) {
        for (ClusterZone zone : zones) {
            if (question.isIn(zone.zone())) {
                return zone;
            }
        }
        return null;
    }

    private boolean isPassedOn(QuestionReader question) {
        for (DomainName zone : fallthroughZones) {
            if (question.isIn(zone)) {
                return true;
            }
        }
        return false;
    }

    private AnswerContext context(Exchange exchange) {
        AnswerContext context = contexts.get();
        Plan plan = exchange.plan();
        boolean shuffled = plan != null && plan.isShuffled();
        if (exchange.transport().isStream()) {
            InetAddress client = exchange.remote().getAddress();
            context.stream(shuffled, client == null ? 0 : client.hashCode());
        } else {
            context.datagram(shuffled);
        }
        return context;
    }
}
