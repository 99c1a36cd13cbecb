// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The objects that a scripted API server serves, and what happened to them: a very small etcd. <b>Thread-safe.</b> */
final class ScriptedWorld {
    private final Map<String, Stored> objects = new TreeMap<>();
    private final List<Event> events = new ArrayList<>();
    private long revision = 100;
    private long compacted = 100;

    private static final Pattern LABELS = Pattern.compile("\"labels\": *\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("\"([^\"]+)\": *\"([^\"]*)\"");

    /** An object in JSON. */
    record Stored(Resource resource, String namespace, String name, String json, long revision) {
        /** Its labels; in what tests write, no other field of that name comes before. */
        Map<String, String> labels() {
            Map<String, String> labels = new TreeMap<>();
            Matcher all = LABELS.matcher(json);
            if (all.find()) {
                LABEL.matcher(all.group(1)).results().forEach(each -> labels.put(each.group(1), each.group(2)));
            }
            return labels;
        }

        String key() {
            return resource + "/" + namespace + "/" + name;
        }
    }

    record Event(String type, Stored object, Stored before) {
        String json() {
            return "{\"type\":\"" + type + "\",\"object\":" + object.json() + "}\n";
        }
    }

    synchronized long put(Resource resource, String namespace, String name, String json) {
        Stored object = stored(resource, namespace, name, json);
        Stored before = objects.put(object.key(), object);
        happened(new Event(before == null ? "ADDED" : "MODIFIED", object, before == null ? object : before));
        return object.revision();
    }

    synchronized void remove(Resource resource, String namespace, String name) {
        Stored before = objects.remove(resource + "/" + namespace + "/" + name);
        if (before != null) {
            String json = before.json().replaceFirst("\"resourceVersion\":\"[0-9]+\",", "");
            Stored last = stored(resource, namespace, name, json);
            happened(new Event("DELETED", last, before));
        }
    }

    private Stored stored(Resource resource, String namespace, String name, String json) {
        long version = ++revision;
        String withVersion =
                json.replaceFirst("\"metadata\":\\{", "\"metadata\":{\"resourceVersion\":\"" + version + "\",");
        return new Stored(resource, namespace, name, withVersion, version);
    }

    private void happened(Event event) {
        events.add(event);
        notifyAll();
    }

    /** Changes the revision without any object changing. */
    synchronized void touch() {
        revision++;
    }

    /** Puts the clock of all changes back, as restoring a backup does. */
    synchronized void restoreRevision(long value) {
        revision = value;
        events.clear();
        compacted = value;
    }

    /** Forgets what happened up to now. */
    synchronized void compact() {
        compacted = revision;
    }

    synchronized long revision() {
        return revision;
    }

    synchronized boolean isCompacted(long version) {
        return version < compacted;
    }

    synchronized List<Stored> list(Predicate<Stored> filter) {
        return objects.values().stream().filter(filter).toList();
    }

    /** The events after a revision; waits a while when there is none yet. */
    synchronized List<Event> after(long version) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
        while (revision <= version && System.nanoTime() < deadlineNanos) {
            wait(20);
        }
        return events.stream()
                .filter(event -> event.object().revision() > version)
                .toList();
    }
}
