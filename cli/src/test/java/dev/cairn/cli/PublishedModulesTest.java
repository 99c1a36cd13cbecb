// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What users of the published artifacts depend on: the BOM and the module descriptors. */
class PublishedModulesTest {

    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>cairn-([a-z-]+)</artifactId>");
    private static final Set<String> LIBRARIES =
            Set.of("dev.cairn.discovery", "dev.cairn.discovery.manifests", "dev.cairn.lb");

    @Test
    void theBomListsWhatIsPublished() {
        List<String> published = SourceTree.modules().stream()
                .filter(module -> !module.equals("bom"))
                .filter(module -> !pom(module).contains("<maven.deploy.skip>true</maven.deploy.skip>"))
                .map(module -> module.substring(module.lastIndexOf('/') + 1))
                .toList();
        String management = pom("bom").replaceFirst("(?s).*<dependencyManagement>", "");
        assertThat(SourceTree.firstGroups(ARTIFACT, management)).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void theLibrariesResolveOnTheModulePath() {
        Configuration libraries = ModuleLayer.boot().configuration().resolve(classPath(), ModuleFinder.of(), LIBRARIES);
        assertThat(libraries.modules().stream().map(ResolvedModule::name)).containsAll(LIBRARIES);
    }

    @Test
    void theClientShowsItsPublicPackagesOnly() {
        assertThat(exportsOf("dev.cairn.lb"))
                .containsExactlyInAnyOrder(
                        "dev.cairn.lb", "dev.cairn.lb.check", "dev.cairn.lb.policy", "dev.cairn.lb.http");
    }

    @Test
    void theApiIsOnePackage() {
        assertThat(exportsOf("dev.cairn.discovery")).containsExactly("dev.cairn.discovery");
    }

    private static Stream<String> exportsOf(String module) {
        return classPath().find(module).orElseThrow().descriptor().exports().stream()
                .map(ModuleDescriptor.Exports::source);
    }

    private static ModuleFinder classPath() {
        String entries = System.getProperty("java.class.path");
        return ModuleFinder.of(
                Stream.of(entries.split(File.pathSeparator)).map(Path::of).toArray(Path[]::new));
    }

    private static String pom(String module) {
        return SourceTree.read(SourceTree.ROOT.resolve(module).resolve("pom.xml"));
    }
}
