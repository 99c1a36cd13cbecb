// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.testkit;

import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;

/** What the parts of the contract share. */
public interface ContractCase {
    /** The name that most tests use. */
    ServiceName ORDERS = ServiceName.of("shop", "orders");
    /** The Service of that name. */
    Service ORDERS_SERVICE = Services.clusterIp("orders.shop", "10.96.0.10", 80);
    /** A group of it with two endpoints. */
    EndpointGroup ORDERS_A = Groups.of("orders-a", 8080, "10.244.0.1", "10.244.0.2");
    /** Another group of it. */
    EndpointGroup ORDERS_B = Groups.of("orders-b", 8080, "10.244.0.3");
    /** A Service that tests change to see that deliveries go on. */
    Service MARKER = Services.clusterIp("marker.shop", "10.96.0.11", 80);

    /**
     * A new origin, empty but for what every origin of this kind holds, with a source that reads it and is synced soon after its first
     * watch. The contract closes it.
     */
    TestOrigin open();

    /** The run of this test. */
    ContractRun run();

    /** {@link #open()}, closed at the end. */
    default TestOrigin origin() {
        return run().use(open());
    }

    /** The origin with the Service and both its groups. */
    default TestOrigin originWithOrders() {
        TestOrigin origin = origin();
        origin.put(ORDERS_SERVICE);
        origin.putGroup(ORDERS, ORDERS_A);
        origin.putGroup(ORDERS, ORDERS_B);
        return origin;
    }
}
