// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.kubernetes;

/**
 * How to reach the API server, as the option {@code kubeconfig FILE [CONTEXT]} says.
 *
 * <p><b>Immutable.</b>
 *
 * @param context the context of the file to use; empty for the file's current one
 */
public record Kubeconfig(String file, String context) {}
