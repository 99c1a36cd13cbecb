// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.log;

/** The classes of the option {@code class}. */
enum ResponseClass {
    /** Records. */
    SUCCESS,
    /** No such name, or no record of the type. */
    DENIAL,
    /** Anything else. */
    ERROR
}
