// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.kubernetes.read.ApiStatus;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Explains a refusal: what was asked, as whom, and what to apply so that it is allowed. */
final class Permissions {
    // As in: services is forbidden: User "system:serviceaccount:shop:default" cannot list resource ...
    private static final Pattern USER = Pattern.compile("User \"([^\"]+)\"");
    private static final Pattern SERVICE_ACCOUNT = Pattern.compile("system:serviceaccount:([^:]+):([^:]+)");

    private Permissions() {}

    /**
     * The failure to report.
     *
     * @param asked everything that is asked for, so that what to apply is enough for all of it
     */
    static DiscoveryException explain(
            String url, String verb, ResourceQuery query, ApiStatus status, Collection<ResourceQuery> asked) {
        String where = query.namespace().isEmpty() ? "in the whole cluster" : "in namespace " + query.namespace();
        String what = verb + " " + query.resource().plural() + " " + where;
        return DiscoveryException.permanentFailure(
                switch (status.code()) {
                    case 401 ->
                        url + " does not accept the credentials (" + status + ") when asked to " + what
                                + "; renew the token or certificate in the kubeconfig, or the pod's service account token";
                    case 403 ->
                        "not allowed to " + what + " at " + url + " (" + status + "). To allow it, apply:\n"
                                + rbac(query, status, asked);
                    default ->
                        url + " does not serve " + query.resource().apiPath() + "/"
                                + query.resource().plural() + " (" + status + "); " + needed(query.resource());
                });
    }

    private static String needed(Resource resource) {
        return resource == Resource.SERVICE_IMPORTS
                ? "the resource definitions of the Multi-Cluster Services API must be installed in the cluster"
                : "Kubernetes 1.21 or later is needed, and the URL must be that of its API";
    }

    private static String rbac(ResourceQuery query, ApiStatus status, Collection<ResourceQuery> asked) {
        boolean isCluster = query.namespace().isEmpty();
        String prefix = isCluster ? "Cluster" : "";
        String namespace = isCluster ? "" : "  namespace: " + query.namespace() + "\n";
        return "apiVersion: rbac.authorization.k8s.io/v1\n"
                + "kind: " + prefix + "Role\n"
                + "metadata:\n  name: cairn-discovery\n" + namespace
                + "rules:\n" + rules(query, asked)
                + "---\n"
                + "apiVersion: rbac.authorization.k8s.io/v1\n"
                + "kind: " + prefix + "RoleBinding\n"
                + "metadata:\n  name: cairn-discovery\n" + namespace
                + "roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: " + prefix
                + "Role\n  name: cairn-discovery\n"
                + "subjects:\n" + subject(status);
    }

    private static String rules(ResourceQuery refused, Collection<ResourceQuery> asked) {
        Set<Resource> resources = asked.stream()
                .filter(query -> query.namespace().equals(refused.namespace()))
                .map(ResourceQuery::resource)
                .collect(Collectors.toCollection(TreeSet::new));
        return resources.stream()
                .map(resource -> "- apiGroups: [\"" + resource.group() + "\"]\n  resources: [" + resource.plural()
                        + "]\n  verbs: [get, list, watch]\n")
                .collect(Collectors.joining());
    }

    private static String subject(ApiStatus status) {
        Matcher user = USER.matcher(status.message());
        String name = user.find() ? user.group(1) : "THE-USER-OF-THIS-CLIENT";
        Matcher account = SERVICE_ACCOUNT.matcher(name);
        return account.matches()
                ? "- kind: ServiceAccount\n  name: " + account.group(2) + "\n  namespace: " + account.group(1) + "\n"
                : "- apiGroup: rbac.authorization.k8s.io\n  kind: User\n  name: \"" + name + "\"\n";
    }
}
