// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.e2e.cluster.ControlPlane;
import dev.cairn.e2e.cluster.Settings;
import dev.cairn.e2e.report.Report;
import dev.cairn.e2e.report.Section;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The manifests of {@code deploy}, as the real API server takes them. */
class ManifestsIT {
    private static final Path DEPLOY = Settings.root().resolve("deploy");
    private static final String[] APPLY = {"apply", "--server-side", "--validate=strict"};

    // One of its own: nothing here acts on a Deployment.
    private static ControlPlane plane;

    @BeforeAll
    static void start() {
        plane = ControlPlane.start();
    }

    @AfterAll
    static void stop() {
        plane.close();
    }

    @Test
    void theApiServerTakesThemServerSideWithEveryFieldKnown() {
        String applied = apply("-k", DEPLOY.toString());
        assertThat(applied.lines())
                .as("objects applied")
                .hasSize(8)
                .allMatch(line -> line.endsWith(" serverside-applied"));
        // A Service keeps the address that resolv.conf of every pod names.
        assertThat(get("service/kube-dns", "{.spec.clusterIP}")).isEqualTo("10.96.0.10");
        assertThat(get("service/kube-dns", "{.spec.selector}"))
                .isEqualTo(get("deployment/coredns", "{.spec.template.metadata.labels}"));
        Report.add(Section.OPERATION, "manifests, server-side with strict validation", "%d applied", 8);
    }

    @Test
    void theFilesAreWhatTheKustomizationMakesOfThem() {
        apply("-k", DEPLOY.toString());
        String before = versions();
        apply("-f", DEPLOY.resolve("dns-server-rbac.yaml").toString());
        apply("-f", DEPLOY.resolve("dns-server.yaml").toString());
        assertThat(versions())
                .as("no object changes when the files are applied over it")
                .isEqualTo(before);
    }

    @Test
    void theServiceAccountMayListAndWatchWhatTheServerReadsAndNothingElse() {
        apply("-k", DEPLOY.toString());
        Set<String> more = rules("coredns");
        more.removeAll(rules("default"));
        assertThat(more)
                .containsExactlyInAnyOrder(
                        "list namespaces",
                        "watch namespaces",
                        "list pods",
                        "watch pods",
                        "list services",
                        "watch services",
                        "list endpointslices.discovery.k8s.io",
                        "watch endpointslices.discovery.k8s.io");
    }

    private static String apply(String... what) {
        String[] line = new String[APPLY.length + what.length];
        System.arraycopy(APPLY, 0, line, 0, APPLY.length);
        System.arraycopy(what, 0, line, APPLY.length, what.length);
        return plane.kubectl(line);
    }

    private static String get(String object, String field) {
        return plane.kubectl("get", object, "--namespace=kube-system", "--output=jsonpath=" + field);
    }

    private static String versions() {
        return plane.kubectl(
                "get",
                "-k",
                DEPLOY.toString(),
                "--output=jsonpath={range .items[*]}{.kind} {.metadata.resourceVersion}{\"\\n\"}{end}");
    }

    /** What a ServiceAccount of kube-system may do there: a verb and a resource, or a path, in each. */
    private static Set<String> rules(String account) {
        if (plane.client()
                        .serviceAccounts()
                        .inNamespace("kube-system")
                        .withName(account)
                        .get()
                == null) {
            plane.client().resource(serviceAccount(account)).create();
        }
        try (KubernetesClient client = plane.client(plane.token("kube-system", account))) {
            SelfSubjectRulesReview review = client.resource(new SelfSubjectRulesReviewBuilder()
                            .withNewSpec()
                            .withNamespace("kube-system")
                            .endSpec()
                            .build())
                    .create();
            Set<String> rules = new TreeSet<>();
            review.getStatus()
                    .getResourceRules()
                    .forEach(rule -> rule.getVerbs()
                            .forEach(verb -> rule.getResources()
                                    .forEach(resource -> rule.getApiGroups()
                                            .forEach(group -> rules.add(
                                                    verb + " " + resource + (group.isEmpty() ? "" : "." + group))))));
            review.getStatus().getNonResourceRules().forEach(rule -> rules.addAll(rule.getNonResourceURLs()));
            return rules;
        }
    }

    private static HasMetadata serviceAccount(String name) {
        return new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("kube-system")
                .endMetadata()
                .build();
    }
}
