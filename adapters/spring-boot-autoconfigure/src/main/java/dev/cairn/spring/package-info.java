// SPDX-License-Identifier: Apache-2.0
/**
 * {@code dev.cairn.lb} as the load balancer of Spring Cloud: live instances, picks, and what calls show told back. Spring Boot finds it by
 * itself; {@link dev.cairn.spring.CairnLoadBalancerProperties} is what there is to configure.
 */
@NullMarked
package dev.cairn.spring;

import org.jspecify.annotations.NullMarked;
