// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

/** Who waits for an answer. Exactly one of the methods is called, once, and must not block. */
public interface Answering {

    /**
     * The answer: a whole message whose question is the one asked, in some letter case, with records that are whole.
     *
     * @param message belongs to the caller again when this returns
     * @param from who answered
     */
    void answered(byte[] message, int length, Upstream from);

    /**
     * There will be no answer.
     *
     * @param last the last server that was asked, with the transport, such as {@code udp 10.0.0.10:53}; empty if none was
     */
    void failed(Failure failure, String last);
}
