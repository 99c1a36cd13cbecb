// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.Selection;
import dev.cairn.dns.cluster.ChangeListener;
import dev.cairn.dns.cluster.ClusterModel;
import dev.cairn.dns.cluster.ModelOptions;
import dev.cairn.dns.conformance.ClusterWorld;
import dev.cairn.dns.handler.CapturedLog;
import dev.cairn.dns.state.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a state is written, and what becomes of one that is found. */
class KeptStateTest {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final String WORLD = "namespace shop\nservice web.shop 10.96.0.1";
    private static final String ORIGIN = "https://192.0.2.1:6443";

    @TempDir
    private Path folder;

    private Instant now = START;
    private final CapturedLog log = new CapturedLog(DnsServer.class);

    @AfterEach
    void endLog() {
        log.close();
    }

    /** A model with its file and a world. */
    private final class Run {
        private final ClusterModel model =
                new ClusterModel(ModelOptions.DEFAULT, List.of(), () -> now, ChangeListener.NONE);
        private final ClusterWorld world = new ClusterWorld(model);
        private final KeptState state = new KeptState(file(), model, ORIGIN, () -> now);

        private Run synced(String lines) {
            world.apply(lines).synced();
            return this;
        }
    }

    private StateFile file() {
        return StateKeeper.file(folder, Selection.all(), ORIGIN);
    }

    private Instant written() throws IOException {
        return file().read().orElseThrow().knownAt();
    }

    private int writtenServices() throws IOException {
        return file().read().orElseThrow().services().size();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void isWrittenAfterTheFirstSyncAndNotBefore() throws IOException {
        Run run = new Run();
        run.world.apply(WORLD);
        run.state.look(false);
        run.state.look(true);
        assertThat(file().read()).isEmpty();
        assertThat(run.state.writtenAt()).isEqualTo(Instant.EPOCH);

        run.world.synced();
        run.state.look(false);
        assertThat(written()).isEqualTo(START);
        assertThat(run.state.writtenAt()).isEqualTo(START);
        assertThat(log.lines()).singleElement().asString().startsWith("wrote the state of 1 services to " + folder);
    }

    @Test
    void aChangeIsWrittenButNotTooOften() throws IOException {
        Run run = new Run().synced(WORLD);
        run.state.look(false);
        run.world.apply("service new.shop 10.96.0.2");
        pass(KeptState.CHANGE_INTERVAL.minusSeconds(1));
        run.state.look(false);
        assertThat(writtenServices()).isEqualTo(1);

        pass(Duration.ofSeconds(1));
        run.state.look(false);
        assertThat(writtenServices()).isEqualTo(2);
    }

    @Test
    void withoutAChangeItIsConfirmedNowAndThen() throws IOException {
        Run run = new Run().synced(WORLD);
        run.state.look(false);
        pass(KeptState.CONFIRM_INTERVAL.minusSeconds(1));
        run.state.look(false);
        assertThat(written()).isEqualTo(START);
        pass(Duration.ofSeconds(1));
        run.state.look(false);
        assertThat(written()).isEqualTo(START.plus(KeptState.CONFIRM_INTERVAL));
    }

    @Test
    void whatIsNotConfirmedDoesNotBecomeYounger() throws IOException {
        Run run = new Run().synced(WORLD);
        run.state.look(false);
        pass(Duration.ofSeconds(40));
        run.model.onStale(Duration.ofSeconds(10), "connection refused");
        pass(Duration.ofHours(1));
        run.state.look(false);
        assertThat(written()).isEqualTo(START);
        run.world.apply("service new.shop 10.96.0.2"); // read before the loss, delivered after it
        run.state.look(true);
        assertThat(written()).isEqualTo(START.plusSeconds(30));
    }

    @Test
    void theEndOfTheServerWritesWhatIsMissing() throws IOException {
        Run run = new Run().synced(WORLD);
        run.state.look(false);
        pass(Duration.ofSeconds(3));
        run.world.apply("service new.shop 10.96.0.2");
        run.state.look(true);
        assertThat(writtenServices()).isEqualTo(2);
        assertThat(written()).isEqualTo(START.plusSeconds(3));
    }

    @Test
    void anEmptyClusterDoesNotReplaceAState() throws IOException {
        Run run = new Run().synced(WORLD);
        run.state.look(false);
        run.world.apply("remove service web.shop");
        pass(Duration.ofHours(1));
        run.state.look(false);
        run.state.look(true);
        assertThat(writtenServices()).isEqualTo(1);
    }

    @Test
    void aClockThatIsSetBackDoesNotStopWriting() throws IOException {
        Run run = new Run().synced(WORLD);
        run.state.look(false);
        pass(Duration.ofDays(-1));
        run.state.look(false);
        assertThat(written()).isEqualTo(START.minus(Duration.ofDays(1)));
    }

    @Test
    void aFailureIsToldOnceAndTriedAgain() throws IOException {
        Path notAFolder = Files.writeString(folder.resolve("taken"), "");
        Run run = new Run().synced(WORLD);
        KeptState state =
                new KeptState(new StateFile(notAFolder.resolve("x.state"), "x"), run.model, ORIGIN, () -> now);
        for (int i = 0; i < 3; i++) {
            state.look(false);
            pass(KeptState.CHANGE_INTERVAL);
        }
        assertThat(log.lines()).singleElement().asString().startsWith("cannot write the state to " + notAFolder);

        Files.delete(notAFolder);
        state.look(false);
        assertThat(notAFolder.resolve("x.state")).exists();
        assertThat(log.lines()).hasSize(2).last().asString().startsWith("wrote the state of 1 services");
    }

    @Test
    void aStateIsRestoredGivenUpAndReplaced() {
        new Run().synced(WORLD + "\nslice web.shop/a | 10.244.0.1").state.look(true);
        pass(Duration.ofSeconds(90));
        Run next = new Run();
        next.state.restore();
        assertThat(next.model.isRestored()).isTrue();
        assertThat(next.model.restoredAge()).isEqualTo(Duration.ofSeconds(90));
        assertThat(log.lines()).last().asString().contains("restored 1 services and 1 endpoints", "90 s old", ORIGIN);

        pass(ClusterModel.MAX_READY_AGE.minusSeconds(91));
        next.state.look(false);
        assertThat(log.lines()).hasSize(2);
        pass(Duration.ofSeconds(1));
        next.state.look(false);
        next.state.look(false);
        assertThat(log.lines()).hasSize(3).last().asString().contains("600 s old: not ready any more");

        next.synced(WORLD);
        assertThat(next.model.isRestored()).isFalse();
        assertThat(next.model.restoredAge()).isZero();
        assertThat(log.lines()).hasSize(4).last().asString().startsWith("the restored state is replaced");
    }

    @Test
    void aRestoredStateIsNotWrittenAgain() throws IOException {
        new Run().synced(WORLD).state.look(true);
        pass(Duration.ofMinutes(5));
        Run next = new Run();
        next.state.restore();
        next.state.look(false);
        next.state.look(true);
        assertThat(written()).isEqualTo(START);
    }

    @Test
    void aDamagedStateIsToldAndNotServed() throws IOException {
        new Run().synced(WORLD).state.look(true);
        byte[] bytes = Files.readAllBytes(file().path());
        bytes[bytes.length / 2] ^= 1;
        Files.write(file().path(), bytes);

        Run next = new Run();
        next.state.restore();

        assertThat(next.model.isRestored()).isFalse();
        assertThat(next.model.serviceCount()).isZero();
        assertThat(log.lines())
                .last()
                .isEqualTo("cannot use the state in " + file().path()
                        + ": it is damaged: length and checksum do not match; starting without it");
        next.synced(WORLD).state.look(false);
        assertThat(written()).as("replaced").isEqualTo(START);
    }

    @Test
    void eachSelectionHasAFileAndEachOriginItsOwnState() {
        Selection shop =
                Selection.builder().namespaces(Set.of("shop", "a", "b")).build();
        Selection same =
                Selection.builder().namespaces(Set.of("b", "shop", "a")).build();
        Selection pods = Selection.builder().podReferences(true).build();
        assertThat(StateKeeper.file(folder, shop, ORIGIN).path())
                .isEqualTo(StateKeeper.file(folder, same, "other").path())
                .isNotEqualTo(file().path());
        assertThat(StateKeeper.file(folder, pods, ORIGIN).path()).isNotEqualTo(file().path());

        new Run().synced(WORLD).state.look(true);
        Run elsewhere = new Run();
        StateFile foreign = StateKeeper.file(folder, Selection.all(), "https://192.0.2.2:6443");
        new KeptState(foreign, elsewhere.model, "elsewhere", () -> now).restore();
        assertThat(elsewhere.model.isRestored()).isFalse();
        assertThat(log.lines()).last().asString().contains("it is the state of " + ORIGIN, "not of https://192.0.2.2");
    }
}
