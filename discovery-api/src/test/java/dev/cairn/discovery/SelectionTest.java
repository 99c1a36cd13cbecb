// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {
    /** Fails when a default changes; the Javadoc of {@link Selection#builder} lists them. */
    @Test
    void coversServicesEndpointsAndNamespacesOfAllNamespacesByDefault() {
        Selection all = Selection.all();
        assertThat(all.inputs()).containsExactlyInAnyOrder(Input.SERVICES, Input.ENDPOINTS, Input.NAMESPACES);
        assertThat(all.namespaces()).isEmpty();
        assertThat(all.covers("anything")).isTrue();
        assertThat(all.podReferences()).isFalse();
        assertThat(all.podAddressesOnly()).isFalse();
        assertThat(all.labels().isEverything()).isTrue();
        assertThat(all.namespaceLabels().isEverything()).isTrue();
    }

    @Test
    void selectsNamespacesByNameOrByLabelsAlone() {
        Selection.Builder builder =
                Selection.builder().namespaces(Set.of("shop")).namespaceLabels(LabelSelector.parse("team=a"));
        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessage("namespaces are selected by name or by labels, not by both");
    }

    @Test
    void saysWhatItCovers() {
        Selection selection = Selection.builder()
                .labels(LabelSelector.parse("app=web"))
                .namespaceLabels(LabelSelector.parse("team"))
                .build();
        assertThat(selection)
                .hasToString("all namespaces with team [SERVICES, ENDPOINTS, NAMESPACES] with app in (web)");
    }

    @Test
    void coversOnlyTheNamespacesThatWereNamed() {
        Selection shop = Selection.builder().namespaces(Set.of("shop")).build();
        assertThat(shop.covers("shop")).isTrue();
        assertThat(shop.covers("bank")).isFalse();
    }

    @Test
    void cannotGoWithoutServices() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Selection.builder().without(Input.SERVICES))
                .withMessage("a selection always covers SERVICES");
    }

    @Test
    void aBuiltSelectionDoesNotChangeWithItsBuilder() {
        Selection.Builder builder = Selection.builder();
        Selection before = builder.build();
        Selection after = builder.with(Input.PODS).build();
        assertThat(before.inputs()).doesNotContain(Input.PODS);
        assertThat(after.inputs()).contains(Input.PODS);
    }

    @Test
    void equalSelectionsAreEqual() {
        Selection selection = Selection.builder()
                .namespaces(Set.of("shop"))
                .with(Input.NODES)
                .podReferences(true)
                .build();
        Selection same = Selection.builder()
                .podReferences(true)
                .with(Input.NODES)
                .namespaces(Set.of("shop"))
                .build();
        assertThat(selection).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(Selection.all());
        assertThat(Selection.builder().podReferences(true).build()).isNotEqualTo(Selection.all());
        assertThat(Selection.builder().without(Input.ENDPOINTS).build()).isNotEqualTo(Selection.all());
        assertThat(Selection.builder().podAddressesOnly(true).build()).isNotEqualTo(Selection.all());
        assertThat(Selection.builder().imports(true).build()).isNotEqualTo(Selection.all());
        LabelSelector web = LabelSelector.parse("app=web");
        assertThat(Selection.builder().labels(web).build())
                .isEqualTo(Selection.builder().labels(web).build())
                .isNotEqualTo(Selection.builder().namespaceLabels(web).build())
                .isNotEqualTo(Selection.all());
    }
}
