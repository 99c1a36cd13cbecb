// SPDX-License-Identifier: Apache-2.0
/**
 * The command {@code cairn demo}: the shop of {@code examples/shop} on this machine, with a real HTTP server for each pod of one
 * Service, and a client that calls them while they are killed, added and made slow. Entry type: {@link
 * dev.cairn.cli.demo.DemoCommand}.
 */
@NullMarked
package dev.cairn.cli.demo;

import org.jspecify.annotations.NullMarked;
