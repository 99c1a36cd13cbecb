// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.kubernetes.read.ListReader.Envelope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListReaderTest {
    private final ListReader<Namespace> reader = new ListReader<>(new NamespaceReader(), new Interner());

    @Test
    void readsVersionAndContinueToken() {
        assertThat(
                        envelope(
                                "{'kind':'NamespaceList','metadata':{'resourceVersion':'8','continue':'abc=','remainingItemCount':2},'items':[]}"))
                .isEqualTo(new Envelope("8", "abc="));
        assertThat(envelope("{'items':null,'metadata':{'resourceVersion':'8'},'kind':'NamespaceList'}"))
                .isEqualTo(new Envelope("8", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'kind':'Status','metadata':{'resourceVersion':'8'}}",
                "{'kind':'NamespaceList','metadata':{}}",
                "<html>",
                "{'kind':'NamespaceList'",
            })
    void refusesWhatIsNoList(String json) {
        assertThatThrownBy(() -> envelope(json)).isInstanceOf(MalformedObjectException.class);
    }

    private Envelope envelope(String json) {
        byte[] bytes = Parsing.bytes(json);
        return reader.readEnvelope(bytes, 0, bytes.length);
    }
}
