// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.bind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.config.Corefile;
import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Problem;
import dev.cairn.dns.config.Problems;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BindConfigTest {

    private final Problems problems = new Problems();

    private List<String> bind(String lines) throws Exception {
        Directive directive = Corefile.parse(". {\n" + lines + "\n}", "Corefile", Map.of())
                .get(0)
                .directives()
                .get(0);
        Map<String, List<InetAddress>> interfaces = Map.of(
                "eth0", List.of(InetAddress.getByName("192.0.2.1"), InetAddress.getByName("2001:db8::1")),
                "lo", List.of(InetAddress.getLoopbackAddress()));
        return BindConfig.parse(directive, interfaces, problems).addresses().stream()
                .map(InetAddress::getHostAddress)
                .toList();
    }

    @Test
    void takesAddressesAndTheAddressesOfInterfacesButNotThoseExcepted() throws Exception {
        assertThat(bind("bind eth0 198.51.100.7 lo eth0 {\n except 192.0.2.1 lo\n}"))
                .containsExactly("2001:db8:0:0:0:0:0:1", "198.51.100.7");
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void guessesTheInterface() throws Exception {
        bind("bind eht0 {\n exept lo\n}");

        assertThat(problems.toList())
                .extracting(Problem::toString)
                .containsExactly(
                        "Corefile:2: unknown address or interface \"eht0\": did you mean \"eth0\"?",
                        "Corefile:3: unknown option of bind \"exept\": did you mean \"except\"?");
    }

    @Test
    void mustLeaveAnAddress() throws Exception {
        bind("bind lo {\n except 127.0.0.1\n}");

        assertThat(problems.toList())
                .extracting(Problem::message)
                .containsExactly("bind leaves no address to listen on");
    }
}
