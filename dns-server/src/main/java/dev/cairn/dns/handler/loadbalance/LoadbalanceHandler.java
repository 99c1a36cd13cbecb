// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.loadbalance;

import dev.cairn.dns.chain.AddressOrder;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.config.WatchedFile;
import dev.cairn.dns.wire.DomainName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands for the directive in the plan, which carries its effect as {@link Plan#isShuffled()} and {@link Plan#orders()}. It keeps the file
 * of weights up to date. <b>Thread-safe.</b>
 */
public final class LoadbalanceHandler implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(LoadbalanceHandler.class);

    private final LoadbalanceConfig config;
    private final List<WatchedFile> files;
    private final List<AddressOrder> orders = new ArrayList<>();
    private volatile Weights weights = Weights.NONE;

    /** A handler with this configuration; weights are known once it is started. */
    public LoadbalanceHandler(LoadbalanceConfig config) {
        this.config = config;
        this.files = config.weightFile().stream()
                .map(path -> new WatchedFile(path, config.reload(), new WeightsReader()))
                .toList();
        if (config.weightFile().isPresent()) {
            orders.add((run, exchange) -> weights.arrange(run, exchange));
        }
        if (!config.preferred().isEmpty()) {
            orders.add(new PreferredOrder(config.preferred()));
        }
    }

    @Override
    public String directive() {
        return "loadbalance";
    }

    @Override
    public Touch touch(DomainName zone) {
        return Touch.INLINE;
    }

    @Override
    public void inline(Plan.Builder plan) {
        plan.shuffled(config.weightFile().isEmpty()).orders(orders);
    }

    @Override
    public void start() {
        files.forEach(WatchedFile::start);
    }

    @Override
    public void close() {
        files.forEach(WatchedFile::close);
    }

    @Override
    public Outcome handle(Exchange exchange) {
        return Outcome.PASS_ON;
    }

    private final class WeightsReader implements WatchedFile.Reader {
        @Override
        public void read(String text, Instant changed) {
            weights = Weights.parse(text);
        }

        @Override
        public void failed(String reason) {
            LOG.error(
                    "the weights stay as they were: {}: {}", config.weightFile().orElseThrow(), reason);
        }
    }
}
