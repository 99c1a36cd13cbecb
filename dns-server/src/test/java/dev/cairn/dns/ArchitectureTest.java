// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may see whom among the packages of the server. */
class ArchitectureTest {

    private static final String ROOT = "dev.cairn.dns.";
    private static final JavaClasses SERVER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.cairn.dns");

    /** A package with the packages that it may use besides itself: rooms of the server by name, others in full. */
    record Room(String name, List<String> rooms, List<String> others) {

        String[] allowed() {
            Stream<String> ours = Stream.concat(Stream.of(name), rooms.stream()).map(room -> ROOT + room + "..");
            Stream<String> always = Stream.of("", "java..", "javax..", "org.jspecify.annotations");
            return Stream.of(ours, always, others.stream()).flatMap(s -> s).toArray(String[]::new);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Room> rooms() {
        return List.of(
                new Room("wire", List.of(), List.of()),
                new Room("config", List.of(), List.of()),
                new Room("cluster", List.of("wire"), List.of("dev.cairn.discovery", "org.slf4j")),
                new Room("state", List.of(), List.of("dev.cairn.discovery")),
                new Room("chain", List.of("wire"), List.of("org.slf4j")),
                new Room("upstream", List.of("wire"), List.of("io.netty..", "org.slf4j")),
                new Room(
                        "handler",
                        List.of("chain", "wire", "config", "cluster", "upstream"),
                        List.of(
                                "com.github.benmanes.caffeine.cache",
                                "com.google.re2j",
                                "dev.cairn.discovery",
                                "org.slf4j..")),
                new Room("transport", List.of("chain", "wire"), List.of("io.netty..", "org.slf4j")),
                new Room("metrics", List.of("chain", "wire"), List.of("io.prometheus..", "org.slf4j")));
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void roomUsesOnlyWhatItMay(Room room) {
        classes()
                .that()
                .resideInAPackage(ROOT + room.name() + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(room.allowed()))
                .allowEmptyShould(true)
                .check(SERVER);
    }

    @Test
    void everyClassIsInARoom() {
        String[] known = Stream.concat(rooms().stream().map(Room::name), Stream.of("app"))
                .map(name -> ROOT + name + "..")
                .toArray(String[]::new);
        classes().should().resideInAnyPackage(known).check(SERVER);
    }

    @Test
    void handlersDoNotSeeEachOther() {
        slices().matching(ROOT + "handler.(*)..")
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(true)
                .check(SERVER);
    }

    @Test
    void onlyTheKubernetesHandlerSeesTheModel() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "handler..")
                .and(resideOutsideOfPackages(ROOT + "handler.kubernetes.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "cluster..", "dev.cairn.discovery..")
                .allowEmptyShould(true)
                .check(SERVER);
    }
}
