// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.LabelSelector;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Which objects of a resource are asked for.
 *
 * @param resource the resource
 * @param namespace the namespace, empty for the whole cluster
 * @param fieldSelector empty for none
 * @param labelSelector empty for none
 */
record ResourceQuery(Resource resource, String namespace, String fieldSelector, String labelSelector) {
    static ResourceQuery all(Resource resource, String namespace) {
        return selected(resource, namespace, LabelSelector.EVERYTHING);
    }

    static ResourceQuery named(Resource resource, String namespace, String name) {
        return new ResourceQuery(resource, namespace, "metadata.name=" + name, "");
    }

    static ResourceQuery labelled(Resource resource, String namespace, String label, String value) {
        return new ResourceQuery(resource, namespace, "", label + "=" + value);
    }

    static ResourceQuery selected(Resource resource, String namespace, LabelSelector labels) {
        return new ResourceQuery(resource, namespace, resource.fieldSelector(), labels.toString());
    }

    /** One page. Resource version 0 would be cheaper for the server, but it ignores the limit then. */
    String pagePath(int pageSize, String continueToken) {
        return path() + "limit=" + pageSize + (continueToken.isEmpty() ? "" : "&continue=" + encoded(continueToken));
    }

    /** A watch that begins with every object there is. */
    String streamingListPath(long timeoutSeconds) {
        return path() + "watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true"
                + "&timeoutSeconds=" + timeoutSeconds;
    }

    /** A watch of what happens after a resource version. */
    String watchPath(String resourceVersion, long timeoutSeconds) {
        return path() + "watch=1&allowWatchBookmarks=true&resourceVersion=" + encoded(resourceVersion)
                + "&timeoutSeconds=" + timeoutSeconds;
    }

    private String path() {
        return resource.apiPath()
                + (namespace.isEmpty() ? "" : "/namespaces/" + encoded(namespace))
                + "/" + resource.plural() + "?"
                + (fieldSelector.isEmpty() ? "" : "fieldSelector=" + encoded(fieldSelector) + "&")
                + (labelSelector.isEmpty() ? "" : "labelSelector=" + encoded(labelSelector) + "&");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** For log lines: {@code endpointslices in shop (kubernetes.io/service-name=orders)}. */
    @Override
    public String toString() {
        String standing = resource.fieldSelector();
        String selector = (fieldSelector.equals(standing) ? "" : fieldSelector) + labelSelector;
        return resource.plural()
                + (namespace.isEmpty() ? "" : " in " + namespace)
                + (selector.isEmpty() ? "" : " (" + selector + ")");
    }
}
