// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.kubernetes.read.MalformedObjectException;
import dev.cairn.discovery.kubernetes.read.Metadata;
import dev.cairn.discovery.kubernetes.read.ReadObject;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The objects of one resource that the model holds, so that a list can be read over them in place: each object read is marked with
 * the number of the list, and when the list is complete those without the mark are swept out. Until then nothing is taken away, and
 * nothing is held twice.
 *
 * <p>An object older than the one held is never taken. <b>Confined to</b> the loop.
 */
final class KnownObjects<T> {
    private final Mirror<T> mirror;
    private final Map<ObjectKey, Known> objects = new HashMap<>();
    private int list;
    private boolean mayBeOlder;
    private boolean isSweepable;

    private static final class Known {
        private String resourceVersion = "";
        private int list;
    }

    KnownObjects(Mirror<T> mirror) {
        this.mirror = mirror;
    }

    /** Begins a list; one that may be older replaces newer objects too, which a restored cluster needs. */
    void beginList(boolean isOlderAllowed) {
        list++;
        mayBeOlder = isOlderAllowed;
        isSweepable = true;
    }

    /** The list is complete: takes away what was not in it; returns how many objects that were. */
    int endList() {
        mayBeOlder = false;
        if (!isSweepable) {
            return 0;
        }
        int swept = 0;
        for (Iterator<Map.Entry<ObjectKey, Known>> all = objects.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<ObjectKey, Known> entry = all.next();
            if (entry.getValue().list != list) {
                all.remove();
                mirror.remove(entry.getKey());
                swept++;
            }
        }
        return swept;
    }

    /** An object of the list, or of an event. */
    void put(ReadObject<T> object) {
        ObjectKey key = ObjectKey.of(object.metadata());
        Known known = objects.computeIfAbsent(key, absent -> new Known());
        known.list = list;
        String version = object.metadata().resourceVersion();
        if (!mayBeOlder && isNoNewer(version, known)) {
            return;
        }
        known.resourceVersion = version;
        if (object.value() != null) {
            mirror.put(key, object.value());
        } else {
            mirror.remove(key);
        }
    }

    /** An object that is gone. */
    void remove(Metadata metadata) {
        ObjectKey key = ObjectKey.of(metadata);
        Known known = objects.get(key);
        if (known != null && !ResourceVersions.isOlder(metadata.resourceVersion(), known.resourceVersion)) {
            objects.remove(key);
            mirror.remove(key);
        }
    }

    /** An object that could not be read stays as it was. When nobody knows which one it is, this list takes nothing away. */
    void passOver(MalformedObjectException failure) {
        failure.metadata().ifPresentOrElse(this::keep, () -> isSweepable = false);
    }

    private void keep(Metadata metadata) {
        Known known = objects.get(ObjectKey.of(metadata));
        if (known != null) {
            known.list = list;
        }
    }

    int size() {
        return objects.size();
    }

    private static boolean isNoNewer(String version, Known known) {
        return !version.isEmpty()
                && (version.equals(known.resourceVersion) || ResourceVersions.isOlder(version, known.resourceVersion));
    }
}
