// SPDX-License-Identifier: Apache-2.0
import org.jspecify.annotations.NullMarked;

/** Balances the calls of an OkHttp client over the endpoints of services. */
@NullMarked
module dev.cairn.okhttp {
    requires transitive dev.cairn.lb;
    requires transitive okhttp3;

    exports dev.cairn.okhttp;
}
