// SPDX-License-Identifier: Apache-2.0
/**
 * The directive {@code kubernetes}: answers for Services, their endpoints and pods from the compiled model.
 *
 * <p>{@link dev.cairn.dns.handler.kubernetes.KubernetesConfig} is the directive as it is written, and says what the model must watch; {@link
 * dev.cairn.dns.handler.kubernetes.KubernetesHandler} chooses the zone and says what a missing name means. May import {@code chain}, {@code
 * wire}, {@code config}, {@code cluster} and the discovery API.
 */
@NullMarked
package dev.cairn.dns.handler.kubernetes;

import org.jspecify.annotations.NullMarked;
