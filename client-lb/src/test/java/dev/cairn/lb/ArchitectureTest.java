// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final Set<String> EXPORTED =
            Set.of("dev.cairn.lb", "dev.cairn.lb.check", "dev.cairn.lb.http", "dev.cairn.lb.policy");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.cairn.lb");

    @Test
    void exportsThePublicPackagesOnly() throws Exception {
        URI classes = Balancer.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        try (InputStream in = Files.newInputStream(Path.of(classes).resolve("module-info.class"))) {
            assertThat(ModuleDescriptor.read(in).exports().stream()
                            .map(ModuleDescriptor.Exports::source)
                            .collect(Collectors.toSet()))
                    .isEqualTo(EXPORTED);
        }
    }

    @Test
    void usesNoOtherModuleOfTheProjectThanDiscoveryApi() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.cairn.dns..",
                        "dev.cairn.cli..",
                        "dev.cairn.discovery.kubernetes..",
                        "dev.cairn.discovery.manifests..",
                        "dev.cairn.discovery.testkit..",
                        "io.fabric8..",
                        "io.netty..")
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("dev.cairn.lb.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void policiesAndInternalsKnowNothingOfTheBalancer() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.cairn.lb.policy..", "dev.cairn.lb.internal..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.cairn.lb", "dev.cairn.lb.http..")
                .check(CLASSES);
    }

    @Test
    void publicClassesAreFinalOrMadeToBeImplemented() {
        classes()
                .that()
                .arePublic()
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .should()
                .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
                .check(CLASSES);
    }
}
