// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cairn.discovery.Node;
import dev.cairn.discovery.kubernetes.read.Interner;
import dev.cairn.discovery.kubernetes.read.ListReader;
import dev.cairn.discovery.kubernetes.read.MalformedObjectException;
import dev.cairn.discovery.kubernetes.read.Metadata;
import dev.cairn.discovery.kubernetes.read.NodeReader;
import dev.cairn.discovery.kubernetes.read.ReadObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownObjectsTest {
    private final List<String> done = new ArrayList<>();
    private final KnownObjects<String> known = new KnownObjects<>(new Mirror<>() {
        @Override
        public void put(ObjectKey key, String value) {
            done.add("put " + key.name() + " " + value);
        }

        @Override
        public void remove(ObjectKey key) {
            done.add("remove " + key.name());
        }
    });

    @Test
    void sweepsWhatTheNextListDoesNotHave() {
        list("a 1", "b 1");
        list("b 2", "c 3");
        assertThat(done).containsExactly("put a 1", "put b 1", "put b 2", "put c 3", "remove a");
        assertThat(known.size()).isEqualTo(2);
    }

    @Test
    void takesNothingAwayBeforeTheListIsComplete() {
        list("a 1", "b 1");
        known.beginList(false);
        put("b 2");
        known.beginList(false);
        assertThat(done).noneMatch(step -> step.startsWith("remove"));
    }

    @Test
    void doesNotApplyTheSameVersionTwice() {
        list("a 1");
        list("a 1");
        assertThat(done).containsExactly("put a 1");
    }

    @Test
    void neverTakesAnOlderVersion() {
        list("a 10");
        put("a 9");
        known.remove(metadata("a", "9"));
        list("a 8");
        assertThat(done).containsExactly("put a 10");
    }

    @Test
    void takesOlderVersionsFromAListThatMayBeOlder() {
        list("a 10");
        known.beginList(true);
        put("a 8");
        known.endList();
        put("a 9");
        assertThat(done).containsExactly("put a 10", "put a 8", "put a 9");
    }

    @Test
    void keepsAnUnreadableObjectAsItWas() {
        list("a 1", "b 1");
        known.beginList(false);
        put("b 1");
        known.passOver(unreadable("a"));
        known.endList();
        assertThat(done).containsExactly("put a 1", "put b 1");
        list("b 1");
        assertThat(done).endsWith("remove a");
    }

    @Test
    void sweepsNothingWhenNobodyKnowsWhichObjectWasUnreadable() {
        list("a 1", "b 1");
        known.beginList(false);
        known.passOver(MalformedObjectException.tooLong(9));
        assertThat(known.endList()).isZero();
        assertThat(done).containsExactly("put a 1", "put b 1");
    }

    @Test
    void removesWhatNoLongerStandsForAnything() {
        list("a 1");
        known.put(new ReadObject<>(metadata("a", "2"), null));
        assertThat(done).containsExactly("put a 1", "remove a");
    }

    @Test
    void removesWhatIsDeletedAndNothingUnknown() {
        list("a 1");
        known.remove(metadata("a", "2"));
        known.remove(metadata("a", "3"));
        assertThat(done).containsExactly("put a 1", "remove a");
    }

    private void list(String... objects) {
        known.beginList(false);
        List.of(objects).forEach(this::put);
        known.endList();
    }

    /** Name and version; the value is the version. */
    private void put(String object) {
        int space = object.indexOf(' ');
        String version = object.substring(space + 1);
        known.put(new ReadObject<>(metadata(object.substring(0, space), version), version));
    }

    private static Metadata metadata(String name, String version) {
        return new Metadata("shop", name, "", version, Map.of(), "", false);
    }

    /** A failure about a known object, which only reading one makes. */
    private static MalformedObjectException unreadable(String name) {
        byte[] json = ("{\"metadata\":{\"name\":\"" + name + "\",\"namespace\":\"shop\"},\"status\":[]}")
                .getBytes(StandardCharsets.US_ASCII);
        ListReader<Node> reader = new ListReader<>(new NodeReader(), new Interner());
        return catchThrowableOfType(MalformedObjectException.class, () -> reader.readItem(json, 0, json.length));
    }
}
