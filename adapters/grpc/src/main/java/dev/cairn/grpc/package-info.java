// SPDX-License-Identifier: Apache-2.0
/**
 * gRPC channels over {@code dev.cairn.lb}: name resolvers for {@code k8s}, {@code kubernetes} and {@code manifests} targets, and the load
 * balancing policy {@code cairn}. gRPC finds both by itself. Entry type: {@link dev.cairn.grpc.CairnGrpc}.
 */
@NullMarked
package dev.cairn.grpc;

import org.jspecify.annotations.NullMarked;
