// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

/** One query sent to one server, and the wait for its answer. <b>Confined to</b> the upstream thread. */
interface Exchange {

    /** Stops waiting; the listener hears nothing any more. */
    void cancel();

    /** Who waits. Exactly one method is called, once, unless the exchange is cancelled; never from within the call that began it. */
    interface Listener {
        /** Does not care. */
        Listener NOBODY = new Listener() {
            @Override
            public void answered(byte[] message, int length) {}

            @Override
            public void failed(Failure failure) {}
        };

        /** A response to the question; its records have not been looked at. */
        void answered(byte[] message, int length);

        /** There will be none. */
        void failed(Failure failure);
    }
}
