// SPDX-License-Identifier: Apache-2.0
/**
 * The discovery model compiled for answering.
 *
 * <p>{@link dev.cairn.dns.cluster.ClusterModel} watches a source and keeps, for each Service, one immutable object that answers for all
 * its names: {@code <svc>.<ns>.svc}, {@code _port._proto.} and {@code _proto.} below it, and every endpoint's label. {@link
 * dev.cairn.dns.cluster.ClusterZone} is one zone seen through one set of options; it writes the answers. Any number of zones share one
 * model, which knows neither zones nor TTLs.
 *
 * <p>One thread writes: the source's. Readers never lock, and follow four publications: the cell of a Service (its newest object), the
 * cell of a namespace (visible or not), the root of the reverse names, and the inputs that are synced. Since everything that an answer says of
 * a Service comes from one object, the target of an SRV record always has an address in the version of the world that named it. A
 * client that asks for a target later gets the truth of then: an endpoint that is gone in the meantime does not exist, and is not kept
 * alive for the sake of an older answer.
 *
 * <p>What depends on inputs that are not synced yet is not answered: negative answers need every input of their kind, and so do positive
 * ones that may be incomplete (those made of endpoints). They are SERVFAIL with extended error 14, without SOA (a SOA would say that the
 * answer may be cached as a negative one, RFC 2308 §5), and never passed on.
 *
 * <p>The way of a query, that is {@link dev.cairn.dns.cluster.ClusterZone#answer} and all that it calls, follows the rules of hot code:
 * no allocation, no lock, no stream, no boxing, no capturing lambda, no string, no exception, and work bounded by the size of the
 * answer. The one exception is an answer that does not fit 64 KiB on a stream, whose choice looks at each endpoint of the Service once.
 *
 * <p>May import {@code wire} and the discovery API. Imported by {@code handler.kubernetes} and {@code app}.
 */
@NullMarked
package dev.cairn.dns.cluster;

import org.jspecify.annotations.NullMarked;
