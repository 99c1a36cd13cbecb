// SPDX-License-Identifier: Apache-2.0
/** What Prometheus reads of both servers after the same traffic; the entry type is {@code ScrapeIT}. */
@NullMarked
package dev.cairn.e2e.scrape;

import org.jspecify.annotations.NullMarked;
