// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.discovery.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
    private final List<String> told = new ArrayList<>();
    private final EventReader<Namespace> reader = new EventReader<>(new NamespaceReader(), new Interner());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'ADDED','object':{'metadata':{'name':'a','resourceVersion':'1'}}}    | object a 1",
                "{'type':'MODIFIED','object':{'metadata':{'name':'a','resourceVersion':'2'}}} | object a 2",
                "{'object':{'metadata':{'name':'a','resourceVersion':'3'}},'type':'ADDED'}    | object a 3",
                "{'type':'DELETED','object':{'spec':7,'metadata':{'name':'a','resourceVersion':'4'}}} | deleted a 4",
                "{'type':'BOOKMARK','object':{'kind':'N','metadata':{'resourceVersion':'5','creationTimestamp':null}}} | bookmark 5 false",
                "{'type':'BOOKMARK','object':{'metadata':{'annotations':{'k8s.io/initial-events-end':'true'},'resourceVersion':'6'}}} | bookmark 6 true",
                "{'type':'BOOKMARK','object':{'metadata':{'annotations':{'k8s.io/initial-events-end':'false','x':'true'},'resourceVersion':'7'}}} | bookmark 7 false",
                "{'type':'ERROR','object':{'kind':'Status','metadata':{},'reason':'Expired','message':'too old','code':410}} | error 410 Expired: too old",
                "{'type':'SNEEZED','object':{'what':[]}} | unknown SNEEZED",
            })
    void readsEachType(String json, String expected) {
        read(json);
        assertThat(told).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "{'type':'ADDED'",
                "{'type':'ADDED','object':",
                "{'type':'ADDED'}",
                "{'object':{'metadata':{'name':'a'}}}",
                "{'type':7,'object':{}}",
                "{'type':'ADDED','object':[]}",
                "{'type':'ADDED','object':{'metadata':{'name':{}}}}",
                "{'type':'BOOKMARK','object':{}}",
                "\u00ff\u0000",
            })
    void refusesAnythingElseWithoutCallingTheHandler(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(MalformedObjectException.class);
        assertThat(told).isEmpty();
    }

    @Test
    void throwsNothingElseOnDamagedEvents() {
        long seed = 11;
        Random random = new Random(seed);
        byte[] whole = Parsing.bytes(
                "{'type':'MODIFIED','object':{'metadata':{'name':'a','labels':{'k':'v'},'resourceVersion':'9'}}}");
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                reader.read(damaged, 0, damaged.length, new Teller());
            } catch (MalformedObjectException e) {
                assertThat(e.getMessage()).as("seed %d round %d", seed, round).isNotBlank();
            }
        }
    }

    private void read(String json) {
        byte[] bytes = Parsing.bytes(json);
        reader.read(bytes, 0, bytes.length, new Teller());
    }

    private final class Teller implements EventHandler<Namespace> {
        @Override
        public void onObject(ReadObject<Namespace> object) {
            told.add("object " + object.metadata().name() + " "
                    + object.metadata().resourceVersion());
        }

        @Override
        public void onDeleted(Metadata metadata) {
            told.add("deleted " + metadata.name() + " " + metadata.resourceVersion());
        }

        @Override
        public void onBookmark(Metadata metadata) {
            told.add("bookmark " + metadata.resourceVersion() + " " + metadata.endsInitialEvents());
        }

        @Override
        public void onError(ApiStatus status) {
            told.add("error " + status);
        }

        @Override
        public void onUnknown(String type) {
            told.add("unknown " + type);
        }
    }
}
