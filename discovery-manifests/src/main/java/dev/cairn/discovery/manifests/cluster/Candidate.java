// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointPort;
import java.util.List;

/**
 * An endpoint that must stand in some group of a Service.
 *
 * @param endpoint the endpoint
 * @param ports the ports it listens on
 */
record Candidate(Endpoint endpoint, List<EndpointPort> ports) {}
