// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may see whom among the modules, and which module owns which library. */
class ArchitectureTest {

    private static final String API = "dev.cairn.discovery";
    private static final JavaClasses CAIRN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.cairn");

    /** A library with the packages that may use it. */
    record Owned(String library, List<String> owners) {}

    static List<Owned> libraries() {
        return List.of(
                new Owned("io.fabric8..", List.of("dev.cairn.discovery.kubernetes..")),
                new Owned("tools.jackson..", List.of("dev.cairn.discovery.kubernetes..")),
                new Owned("org.snakeyaml..", List.of("dev.cairn.discovery.manifests..")),
                new Owned("io.netty..", List.of("dev.cairn.dns..")),
                new Owned("io.prometheus..", List.of("dev.cairn.dns..")),
                new Owned("io.github.resilience4j..", List.of("dev.cairn.lb..")),
                new Owned("org.xbill..", List.of("dev.cairn.lb..", "dev.cairn.cli..")),
                new Owned("picocli..", List.of("dev.cairn.cli..")));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void libraryIsUsedByItsOwnerOnly(Owned owned) {
        noClasses()
                .that(resideOutsideOfPackages(owned.owners().toArray(String[]::new)))
                .should()
                .dependOnClassesThat(resideInAPackage(owned.library()))
                .check(CAIRN);
    }

    @Test
    void theApiUsesTheJdkAndJSpecifyOnly() {
        classes()
                .that()
                .resideInAPackage(API)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("", API, "java..", "org.jspecify.annotations"))
                .check(CAIRN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.cairn.discovery.testkit",
                "dev.cairn.discovery.kubernetes",
                "dev.cairn.discovery.manifests",
                "dev.cairn.dns",
                "dev.cairn.lb"
            })
    void moduleSeesTheApiAndItselfOnly(String module) {
        noClasses()
                .that()
                .resideInAPackage(module + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.cairn..").and(resideOutsideOfPackages(API, module + "..")))
                .check(CAIRN);
    }

    @Test
    void theHiddenPackagesOfTheClientAreLeftAlone() {
        String[] shown = {"dev.cairn.lb", "dev.cairn.lb.check", "dev.cairn.lb.policy", "dev.cairn.lb.http"};
        noClasses()
                .that(resideOutsideOfPackages("dev.cairn.lb.."))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.cairn.lb..").and(resideOutsideOfPackages(shown)))
                .check(CAIRN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                API,
                "dev.cairn.discovery.testkit",
                "dev.cairn.discovery.kubernetes",
                "dev.cairn.discovery.manifests",
                "dev.cairn.dns.wire",
                "dev.cairn.lb",
                "dev.cairn.cli"
            })
    void theRulesSeeTheModule(String module) {
        assertThat(CAIRN.containPackage(module)).isTrue();
    }
}
