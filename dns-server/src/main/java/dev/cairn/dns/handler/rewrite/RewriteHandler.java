// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.rewrite;

import dev.cairn.dns.chain.Answer;
import dev.cairn.dns.chain.Deferred;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.RecordClass;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Applies the {@code rewrite} lines of a block to each query, in their order, and to its answer, in reverse order. <b>Thread-safe.</b>
 *
 * <p>A line that may have to ask for another name (field {@code cname}) makes the query wait for its answer; all others change the answer
 * on its way back.
 */
public final class RewriteHandler implements Handler {
    private final List<RewriteConfig> lines;

    /** What is kept of a query until its answer comes. */
    private record Noted(List<AnswerRule> answerRules) {}

    /** A handler for all {@code rewrite} lines of one block. */
    public RewriteHandler(List<RewriteConfig> lines) {
        this.lines = List.copyOf(lines);
    }

    @Override
    public String directive() {
        return "rewrite";
    }

    @Override
    public Touch touch(DomainName zone) {
        return lines.stream().anyMatch(line -> line.rule().concerns(zone)) ? Touch.CHAIN : Touch.NONE;
    }

    @Override
    public boolean takesAnyClass() {
        return lines.stream().anyMatch(line -> line.rule().takesAnyClass());
    }

    @Override
    public Outcome handle(Exchange exchange) {
        Rewriting rewriting = new Rewriting(exchange);
        for (RewriteConfig line : lines) {
            if (line.rule().apply(rewriting) && (line.isLast() || rewriting.isInvalid())) {
                break;
            }
        }
        if (rewriting.isInvalid()) {
            return end(exchange, Rcode.SERVFAIL);
        }
        if (rewriting.recordClass() != RecordClass.IN) {
            return end(exchange, Rcode.REFUSED);
        }
        if (!rewriting.replaceRequest()) {
            return Outcome.PASS_ON;
        }
        List<AnswerRule> answerRules = rewriting.answerRules();
        if (answerRules.stream().anyMatch(AnswerRule::mayAsk)) {
            return askNext(exchange, answerRules);
        }
        exchange.note(new Noted(answerRules));
        return Outcome.PASS_ON;
    }

    private static Outcome end(Exchange exchange, int rcode) {
        exchange.response().setRcode(rcode);
        return Outcome.ANSWERED;
    }

    private static Outcome askNext(Exchange exchange, List<AnswerRule> answerRules) {
        int type = exchange.question().type();
        DomainName name = exchange.question().name();
        Deferred query = exchange.defer();
        query.askNext(name, type, take(query, reply -> apply(answerRules.iterator(), reply, query, type)));
        return Outcome.DEFERRED;
    }

    /** Applies rules up to one that asks, and the others when its answer is there. */
    private static void apply(Iterator<AnswerRule> rules, Reply reply, Deferred query, int type) {
        while (rules.hasNext()) {
            DomainName further = rules.next().apply(reply);
            if (further != null) {
                query.askServer(further, type, take(query, answer -> {
                    reply.append(answer);
                    apply(rules, reply, query, type);
                }));
                return;
            }
        }
        query.resume(exchange -> {
            exchange.restoreQuestion();
            reply.writeOptionsTo(exchange.response());
            reply.writeTo(exchange.response());
            return Outcome.ANSWERED;
        });
    }

    /** Goes on with an answer; where that fails, so does the query. */
    private static Answer take(Deferred query, Consumer<Reply> then) {
        return (message, length) -> {
            if (length == 0) {
                query.resume(exchange -> Outcome.DROPPED);
                return;
            }
            try {
                then.accept(Reply.parse(message, length));
            } catch (RuntimeException e) {
                query.resume(exchange -> {
                    throw e;
                });
            }
        };
    }

    @Override
    public void finished(Exchange exchange) {
        if (!(exchange.note() instanceof Noted noted)) {
            return;
        }
        Reply reply =
                Reply.parse(exchange.response().bytes(), exchange.response().length());
        noted.answerRules().forEach(rule -> rule.apply(reply));
        exchange.restoreQuestion();
        exchange.response().restart(exchange.question());
        reply.writeTo(exchange.response());
        exchange.response().finish();
    }
}
