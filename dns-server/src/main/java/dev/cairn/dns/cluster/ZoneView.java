// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.dns.wire.QuestionReader;
import dev.cairn.dns.wire.ResponseWriter;
import org.jspecify.annotations.Nullable;

/**
 * The names of a zone under one set of options.
 *
 * <p><b>Thread-safe.</b>
 */
final class ZoneView {
    private final ZoneOptions options;
    private final ZoneRecords records;
    private final @Nullable ForwardNames forward;
    private final @Nullable ReverseZone reverse;

    ZoneView(ClusterModel model, ZoneOptions options, OwnAddresses own) {
        this.options = options;
        this.records = new ZoneRecords(model, options, own);
        boolean isReverse = ReverseZone.isReverse(options.zone());
        this.forward = isReverse ? null : new ForwardNames(model, options, records);
        this.reverse = isReverse ? new ReverseZone(model, options, records) : null;
    }

    ZoneOptions options() {
        return options;
    }

    ZoneRecords records() {
        return records;
    }

    /** Answers a question whose name is in the zone. */
    Verdict answer(QuestionReader question, ResponseWriter response, AnswerContext context) {
        if (forward != null) {
            return forward.answer(question, response, context);
        }
        if (reverse != null) {
            return reverse.answer(question, response, context);
        }
        throw new AssertionError(options.zone() + " holds neither Services nor reverse names");
    }
}
