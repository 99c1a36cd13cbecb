// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Protocol;
import dev.cairn.discovery.ServiceKind;
import dev.cairn.discovery.ServiceSnapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read again, or refused with a reason. */
class StateFileTest {
    private static final Instant KNOWN_AT = Instant.parse("2030-01-02T03:04:05.678Z");

    @TempDir
    private Path folder;

    private Path path;
    private StateFile file;

    @BeforeEach
    void create() {
        path = folder.resolve("deep/er/cluster.state");
        file = new StateFile(path, Worlds.SUBJECT);
    }

    @Test
    void holdsWhatAnswersAreMadeOf() throws IOException {
        long bytes = file.write(KNOWN_AT, Worlds.content(Worlds.SMALL));
        SavedState state = file.read().orElseThrow();

        assertThat(Files.size(path)).isEqualTo(bytes);
        assertThat(state.knownAt()).isEqualTo(KNOWN_AT);
        assertThat(state.namespaces()).extracting(Namespace::name).containsExactlyInAnyOrder("shop", "other");
        List<ServiceSnapshot> services = state.services().stream()
                .sorted(Comparator.comparing(service -> service.name().toString()))
                .toList();
        assertThat(services)
                .extracting(service -> service.name().toString())
                .containsExactly("db.shop", "mirror.other", "none.other", "web.shop");
        ServiceSnapshot web = services.get(3);
        assertThat(web.service().clusterIps()).hasToString("[10.96.0.1, fd00:96::1]");
        assertThat(web.service().ports()).hasToString("[http 80/TCP -> 80, 9090/UDP -> 9090]");
        assertThat(web.groups())
                .extracting(EndpointGroup::name)
                .as("with a ready endpoint")
                .containsExactly("a", "b");
        EndpointGroup group = web.groups().get(0);
        assertThat(group.ports()).extracting("protocol").containsExactly(Protocol.TCP, Protocol.SCTP);
        assertThat(group.endpoints())
                .extracting(Object::toString)
                .containsExactly("10.244.0.1 web-0 pod pod-0 ready", "10.244.0.3 ready");
        assertThat(web.groups().get(1).endpoints()).hasToString("[fd00:244::1 pod pod-6 ready]");
        assertThat(services.get(0).service().kind()).isEqualTo(ServiceKind.HEADLESS);
        assertThat(services.get(1).service().externalName()).isEqualTo("www.example.com");
        assertThat(services.get(2).service().kind()).isEqualTo(ServiceKind.CLUSTER_IP);
        assertThat(services.get(0).groups().get(0).endpoints()).hasToString("[10.244.0.4 db-0 ready]");
    }

    @Test
    void isEmptyWhereThereIsNoFile() throws IOException {
        assertThat(file.read()).isEmpty();
        file.deleteUnfinished();
    }

    @Test
    void isReplacedAsAWhole() throws IOException {
        file.write(KNOWN_AT, Worlds.content(Worlds.SMALL));
        file.write(KNOWN_AT.plusSeconds(9), Worlds.content("service new.shop 10.96.0.5"));

        SavedState state = file.read().orElseThrow();
        assertThat(state.knownAt()).isEqualTo(KNOWN_AT.plusSeconds(9));
        assertThat(state.services()).extracting(ServiceSnapshot::name).hasToString("[new.shop]");
        assertThat(files()).containsExactly("cluster.state");
    }

    @Test
    void staysWhenWritingFails() throws IOException {
        file.write(KNOWN_AT, Worlds.content("service old.shop 10.96.0.5"));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> file.write(KNOWN_AT, watcher -> {
                    Worlds.content(Worlds.SMALL).accept(watcher);
                    watcher.onNamespace(Namespace.of("x".repeat(70_000))); // more than a string of the format may have
                }));

        assertThat(file.read().orElseThrow().services()).hasSize(1);
        assertThat(files()).containsExactly("cluster.state");
    }

    @Test
    void takesAwayWhatAProcessLeftThatEndedWhileItWrote() throws IOException {
        file.write(KNOWN_AT, Worlds.content(Worlds.SMALL));
        Files.writeString(path.resolveSibling("cluster.state123.new"), "half");
        Files.writeString(path.resolveSibling("other.state.new"), "not ours");

        file.deleteUnfinished();

        assertThat(files()).containsExactly("cluster.state", "other.state.new");
    }

    @Test
    void refusesTheStateOfSomethingElse() throws IOException {
        file.write(KNOWN_AT, Worlds.content(Worlds.SMALL));
        assertRefused(
                new StateFile(path, "https://192.0.2.9:6443, all of it"),
                "it is the state of " + Worlds.SUBJECT + ", and not of https://192.0.2.9:6443, all of it");
    }

    @Test
    void refusesAnotherVersion() throws IOException {
        file.write(KNOWN_AT, Worlds.content(Worlds.SMALL));
        byte[] bytes = Files.readAllBytes(path);
        ByteBuffer.wrap(bytes).putInt(Long.BYTES, 7);
        Files.write(path, bytes);
        assertRefused(file, "its format is version 7, and only 1 is read");
    }

    @Test
    void refusesWhatIsNoState() throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "");
        assertRefused(file, "it is not a state of this server");
        Files.writeString(path, "a: note that somebody put here");
        assertRefused(file, "it is not a state of this server");
        Files.delete(path);
        Files.createDirectory(path);
        assertThatExceptionOfType(UnusableStateException.class).isThrownBy(file::read);
    }

    @Test
    void saysWhyItCannotBeWritten() throws IOException {
        Files.writeString(folder.resolve("deep"), "a file where the folder should be");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> file.write(KNOWN_AT, Worlds.content(Worlds.SMALL)));
    }

    @Test
    void everyConstantHasACode() {
        assertThat(Codes.KINDS).containsExactlyInAnyOrder(ServiceKind.values());
        assertThat(Codes.PROTOCOLS).containsExactlyInAnyOrder(Protocol.values());
        assertThat(Codes.FAMILIES).containsExactlyInAnyOrder(AddressFamily.values());
    }

    private static void assertRefused(StateFile file, String reason) {
        assertThatExceptionOfType(UnusableStateException.class)
                .isThrownBy(file::read)
                .withMessage(reason);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(path.getParent())) {
            return all.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }
}
