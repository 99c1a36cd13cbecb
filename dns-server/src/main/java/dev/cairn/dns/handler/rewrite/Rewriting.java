// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.rewrite;

import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Edns;
import dev.cairn.dns.wire.EdnsOption;
import dev.cairn.dns.wire.Message;
import dev.cairn.dns.wire.OutgoingQuery;
import dev.cairn.dns.wire.QuestionReader;
import dev.cairn.dns.wire.ResponseWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One query while the rules are applied, and what they want done to its answer. <b>Confined to</b> one thread at a time. */
final class Rewriting {
    private final Exchange exchange;
    private final DomainName asked;
    private final int askedType;
    private final List<AnswerRule> answerRules = new ArrayList<>();
    private final List<EdnsOption> made = new ArrayList<>();
    private DomainName name;
    private String text;
    private int type;
    private int recordClass;
    private @Nullable Edns edns;
    private boolean ednsChanged;
    private boolean invalid;

    Rewriting(Exchange exchange) {
        QuestionReader question = exchange.question();
        this.exchange = exchange;
        asked = question.name();
        askedType = question.type();
        name = asked;
        text = NameText.of(asked);
        type = askedType;
        recordClass = question.qclass();
    }

    Exchange exchange() {
        return exchange;
    }

    DomainName name() {
        return name;
    }

    /** The name as rules compare it. */
    String text() {
        return text;
    }

    /** Gives the question another name; what is no name makes the query fail. */
    void rename(String to) {
        try {
            name = DomainName.parse(to);
            text = to;
        } catch (IllegalArgumentException e) {
            invalid = true;
        }
    }

    int type() {
        return type;
    }

    void setType(int value) {
        type = value;
    }

    int recordClass() {
        return recordClass;
    }

    void setRecordClass(int value) {
        recordClass = value;
    }

    /** The options that the request has by now. */
    List<EdnsOption> options() {
        return edns().options();
    }

    /** Adds an option, or gives it the value where it is there; options that do not go into a query make it fail. */
    void putOption(EdnsOption option) {
        List<EdnsOption> options = new ArrayList<>(options());
        options.replaceAll(each -> each.code() == option.code() ? option : each);
        if (!options.contains(option)) {
            options.add(option);
        }
        setOptions(options);
        made.removeIf(each -> each.code() == option.code());
        made.add(option);
        invalid |= OutgoingQuery.optionsBytes(made) > OutgoingQuery.MAX_OPTIONS_BYTES;
    }

    /** Removes an option. */
    void removeOption(int code) {
        List<EdnsOption> options = new ArrayList<>(options());
        if (options.removeIf(each -> each.code() == code)) {
            setOptions(options);
            made.removeIf(each -> each.code() == code);
        }
    }

    private void setOptions(List<EdnsOption> options) {
        Edns before = edns();
        edns = new Edns(before.udpPayloadSize(), before.version(), before.dnssecOk(), options);
        ednsChanged = true;
    }

    private Edns edns() {
        if (edns == null) {
            QuestionReader question = exchange.question();
            // A client without EDNS takes no more than that of a datagram.
            edns = Message.parse(question.bytes(), question.length())
                    .edns()
                    .orElseGet(() -> Edns.of(ResponseWriter.MIN_LIMIT_BYTES));
        }
        return edns;
    }

    void onAnswer(AnswerRule rule) {
        answerRules.add(rule);
    }

    /** In the order in which they are applied: the last first. */
    List<AnswerRule> answerRules() {
        List<AnswerRule> reversed = new ArrayList<>(answerRules);
        Collections.reverse(reversed);
        return reversed;
    }

    /** Whether a rule made something of the name that is none, or of the options what has no room. */
    boolean isInvalid() {
        return invalid;
    }

    /** Has the handlers that follow see what the rules made of the request. Returns whether the response must be rewritten. */
    boolean replaceRequest() {
        boolean replaced = false;
        if (name != asked
                || type != askedType
                || recordClass != exchange.question().qclass()) {
            exchange.replaceQuestion(name, type, recordClass);
            replaced = true;
        }
        if (ednsChanged) {
            exchange.replaceEdns(edns(), made);
            replaced = true;
        }
        return replaced || !answerRules.isEmpty();
    }
}
