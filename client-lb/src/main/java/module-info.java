// SPDX-License-Identifier: Apache-2.0
import org.jspecify.annotations.NullMarked;

/** A client-side load balancer: picks an endpoint, calls it, retries on another one. */
@NullMarked
module dev.cairn.lb {
    requires transitive dev.cairn.discovery;
    requires transitive java.net.http;
    requires transitive io.github.resilience4j.bulkhead;
    requires transitive io.github.resilience4j.circuitbreaker;
    requires io.github.resilience4j.core;
    requires io.github.resilience4j.retry;
    requires org.dnsjava;
    requires org.slf4j;

    exports dev.cairn.lb;
    exports dev.cairn.lb.check;
    exports dev.cairn.lb.http;
    exports dev.cairn.lb.policy;
}
