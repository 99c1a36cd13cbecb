// SPDX-License-Identifier: Apache-2.0
/**
 * DNS messages as bytes: names, header, question, EDNS, records, read and written without trusting a single octet.
 *
 * <p>The query path is {@link dev.cairn.dns.wire.QuestionReader}, {@link dev.cairn.dns.wire.ResponseWriter} and {@link
 * dev.cairn.dns.wire.RecordCursor}: reused flyweights over {@code byte[]} that allocate nothing per message and never
 * throw on any bytes. Everything else (logs, tests, tools, handlers that rewrite records) uses {@link
 * dev.cairn.dns.wire.Message} and its parts: immutable values whose parser throws {@link
 * dev.cairn.dns.wire.WireException} and nothing else on bad bytes.
 *
 * <p>The reader's choices, where the specifications leave one:
 *
 * <ul>
 *   <li>Octets after the message are ignored, over UDP and over streams.
 *   <li>Each opcode but QUERY is {@code NOTIMP}, NOTIFY and UPDATE too; the reply is a header of 12 octets with no flag
 *       but QR.
 *   <li>Exactly one question: none or more than one is {@code FORMERR} (RFC 9619). Cookies are not implemented, so the
 *       question-less cookie query (RFC 7873 §5.4) is {@code FORMERR} too.
 *   <li>The name of the question must be written out; a pointer there is {@code FORMERR}.
 *   <li>Answer and authority records of a query are stepped over, and must be whole; so must additional ones. Their
 *       names are measured, not followed. A TSIG record is stepped over like any other.
 *   <li>OPT may stand once, in the additional section, owned by the root written as one zero octet; anything else is
 *       {@code FORMERR}, with OPT in the reply.
 *   <li>Malformed packets win over an unknown EDNS version: {@code BADVERS} is said of well-formed ones only.
 *   <li>QTYPE OPT and TSIG are {@code FORMERR}; MAILA and MAILB are {@code NOTIMP}. AXFR, IXFR and every class are for
 *       the server to judge.
 * </ul>
 *
 * <p>Imports nothing of this project; every other package of the server may import it. The classes of the query path
 * follow the rules of hot code: no streams, no boxing, no capturing lambdas, no strings, bounded work per packet.
 */
@NullMarked
package dev.cairn.dns.wire;

import org.jspecify.annotations.NullMarked;
