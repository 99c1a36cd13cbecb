// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolvConfTest {

    @TempDir
    private Path folder;

    @Test
    void readsNameServersAndNothingElse() {
        assertThat(ResolvConf.parse("""
                # written by hand
                search shop.svc.cluster.local svc.cluster.local
                options ndots:5
                nameserver 10.0.0.1
                nameserver   2001:db8::1   ; the other one
                \tnameserver\t10.0.0.2 # tabs
                nameserver dns.example.org
                nameserver
                #nameserver 10.0.0.9
                nameservers 10.0.0.9
                nameserver 10.0.0.1
                """))
                .extracting(Upstream::toString)
                .containsExactly("10.0.0.1:53", "[2001:db8:0:0:0:0:0:1]:53", "10.0.0.2:53");
    }

    @Test
    void listsServersOfAllSourcesOnceAndNoMoreThanAreAsked() throws IOException {
        StringBuilder lines = new StringBuilder("nameserver 10.0.0.1\n");
        for (int i = 0; i < 30; i++) {
            lines.append("nameserver 10.0.1.").append(i).append('\n');
        }
        Path file = Files.writeString(folder.resolve("resolv.conf"), lines);
        Upstream first = Upstream.plain(new InetSocketAddress("10.0.0.1", 53));

        List<Upstream> servers = UpstreamSource.readAll(List.of(first, new ResolvConf(file)));

        assertThat(servers).hasSize(UpstreamSource.MAX_UPSTREAMS).doesNotHaveDuplicates();
        assertThat(servers.get(0)).isEqualTo(first);
    }

    @Test
    void fileWithoutServersIsAnError() throws IOException {
        Path file = Files.writeString(folder.resolve("resolv.conf"), "search a\n");

        assertThatThrownBy(() -> UpstreamSource.readAll(List.of(new ResolvConf(file))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("resolv.conf");
    }
}
