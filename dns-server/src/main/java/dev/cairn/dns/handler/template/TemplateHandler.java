// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.template;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.cairn.dns.chain.Deferred;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Meters;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.EdnsOption;
import dev.cairn.dns.wire.Message;
import dev.cairn.dns.wire.QuestionReader;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.Rdata;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.ResourceRecord;
import dev.cairn.dns.wire.ResponseWriter;
import dev.cairn.dns.wire.Section;
import dev.cairn.dns.wire.WireException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers from the {@code template} lines of a block: the first whose zone, type and expression fit a question.
 *
 * <p>Where an answer to a question for addresses ends in a CNAME, the whole server is asked for its target, and the answer goes on with that.
 *
 * <p><b>Thread-safe.</b>
 */
public final class TemplateHandler implements Handler {
    private final List<TemplateConfig> templates;
    private final TemplateMeters meters;

    /** A handler for all such lines of one block. */
    public TemplateHandler(List<TemplateConfig> templates, Meters meters) {
        this.templates = List.copyOf(templates);
        this.meters = new TemplateMeters(meters);
    }

    @Override
    public String directive() {
        return "template";
    }

    @Override
    public Touch touch(DomainName zone) {
        return templates.stream().anyMatch(template -> template.concerns(zone)) ? Touch.CHAIN : Touch.NONE;
    }

    @Override
    public Outcome handle(Exchange exchange) {
        QuestionReader question = exchange.question();
        DomainName name = question.name();
        String text = name.toString().toLowerCase(Locale.ROOT);
        for (TemplateConfig template : templates) {
            Optional<DomainName> zone = template.zoneOf(name);
            if (zone.isEmpty() || !template.isForType(question.type())) {
                continue;
            }
            Matcher match = match(template, text);
            if (match != null) {
                return answer(exchange, template, asked(exchange, template, zone.get(), text, match));
            }
            if (!template.passesOn(name)) {
                return end(exchange, Rcode.SERVFAIL);
            }
        }
        return Outcome.PASS_ON;
    }

    private static @Nullable Matcher match(TemplateConfig template, String name) {
        for (Pattern pattern : template.patterns()) {
            Matcher matcher = pattern.matcher(name);
            if (matcher.find()) {
                return matcher;
            }
        }
        return null;
    }

    private static Asked asked(
            Exchange exchange, TemplateConfig template, DomainName zone, String name, Matcher match) {
        int type = exchange.question().type();
        return new Asked(
                zone.toString().toLowerCase(Locale.ROOT),
                name,
                exchange.question().name().toString(),
                "IN",
                RecordType.name(type == RecordType.ANY ? template.type() : type),
                match,
                exchange.remote().getAddress().getHostAddress());
    }

    private Outcome answer(Exchange exchange, TemplateConfig template, Asked asked) {
        meters.matched(exchange, asked);
        Map<Section, List<ResourceRecord>> records = new EnumMap<>(Section.class);
        for (TemplateRecord each : template.records()) {
            ResourceRecord record = record(exchange, asked, each);
            if (record == null) {
                return end(exchange, Rcode.SERVFAIL);
            }
            records.computeIfAbsent(each.section(), key -> new ArrayList<>()).add(record);
        }
        Reply reply = new Reply(template.rcode(), records, template.extendedError());
        Optional<DomainName> target = target(exchange.question(), records.getOrDefault(Section.ANSWER, List.of()));
        if (target.isPresent()) {
            return follow(exchange, reply, target.get());
        }
        return reply.writeTo(exchange.response());
    }

    /** Null, and counted, if its text is no record for this question. */
    private @Nullable ResourceRecord record(Exchange exchange, Asked asked, TemplateRecord each) {
        if (each.ready() != null) {
            return each.ready();
        }
        try {
            return ResourceRecord.parse(each.text().of(asked));
        } catch (ArithmeticException e) {
            meters.textFailed(exchange, asked, each);
        } catch (IllegalArgumentException e) {
            meters.recordFailed(exchange, asked, each);
        }
        return null;
    }

    /** The name that the answer leads to and says nothing of; empty if it is complete. */
    private static Optional<DomainName> target(QuestionReader question, List<ResourceRecord> answers) {
        boolean isForAddress = question.type() == RecordType.A || question.type() == RecordType.AAAA;
        if (!isForAddress || answers.isEmpty()) {
            return Optional.empty();
        }
        Rdata last = answers.get(answers.size() - 1).data();
        return last instanceof Rdata.Cname cname
                        && answers.stream().noneMatch(record -> record.owner().equalsIgnoreCase(cname.target()))
                ? Optional.of(cname.target())
                : Optional.empty();
    }

    private static Outcome follow(Exchange exchange, Reply reply, DomainName target) {
        Deferred query = exchange.defer();
        query.askServer(target, exchange.question().type(), (message, length) -> {
            Reply whole = reply.with(message, length);
            query.resume(later -> whole.writeTo(later.response()));
        });
        return Outcome.DEFERRED;
    }

    private static Outcome end(Exchange exchange, int rcode) {
        exchange.response().setRcode(rcode);
        return Outcome.ANSWERED;
    }

    /** What a template answers. */
    private record Reply(int rcode, Map<Section, List<ResourceRecord>> records, Optional<EdnsOption> extendedError) {
        /** With the answer for the name that it leads to; without, where that cannot be had. */
        Reply with(byte[] message, int length) {
            if (length == 0) {
                return this;
            }
            Message further;
            try {
                further = Message.parse(message, length);
            } catch (WireException e) {
                return this;
            }
            boolean isAnswer = further.rcode() == Rcode.NOERROR || further.rcode() == Rcode.NXDOMAIN;
            if (!isAnswer) {
                return this;
            }
            Map<Section, List<ResourceRecord>> joined = new EnumMap<>(records);
            joined.computeIfPresent(Section.ANSWER, (section, before) -> {
                List<ResourceRecord> all = new ArrayList<>(before);
                all.addAll(further.answers());
                return all;
            });
            return new Reply(rcode == Rcode.NOERROR ? further.rcode() : rcode, joined, extendedError);
        }

        Outcome writeTo(ResponseWriter response) {
            response.setRcode(rcode);
            writeExtendedError(response);
            if (rcode == Rcode.SERVFAIL) {
                return Outcome.ANSWERED;
            }
            response.setAuthoritative(true);
            records.forEach((section, each) -> each.forEach(record -> response.record(section, record)));
            return Outcome.ANSWERED;
        }

        private void writeExtendedError(ResponseWriter response) {
            extendedError.ifPresent(option -> {
                byte[] data = option.data();
                response.option(option.code(), data, 0, data.length);
            });
        }
    }
}
