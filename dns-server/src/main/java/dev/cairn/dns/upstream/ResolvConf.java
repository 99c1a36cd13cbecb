// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name servers that a file in the form of {@code resolv.conf(5)} lists. Lines that name no address are passed over, and so is
 * whatever follows the first 64 KiB.
 *
 * <p><b>Immutable.</b>
 */
public record ResolvConf(Path file) implements UpstreamSource {

    private static final int MAX_BYTES = 64 << 10;
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F:.]+(%[A-Za-z0-9_.-]+)?");
    private static final Pattern COMMENT = Pattern.compile("[#;].*");

    /** The servers in their order, asked in the clear at port 53. */
    @Override
    public List<Upstream> read() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return parse(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
        }
    }

    /** The path of the file. */
    @Override
    public String toString() {
        return file.toString();
    }

    static List<Upstream> parse(String text) {
        List<Upstream> servers = new ArrayList<>();
        text.lines()
                .map(line -> COMMENT.matcher(line).replaceFirst("").trim().split("\\s+"))
                .filter(words -> words.length > 1 && words[0].equals("nameserver"))
                .flatMap(words -> address(words[1]).stream())
                .map(address -> Upstream.plain(new InetSocketAddress(address, Upstream.PORT)))
                .distinct()
                .forEach(servers::add);
        return servers;
    }

    /** Names are never looked up. */
    private static Optional<InetAddress> address(String word) {
        boolean isAddress = ADDRESS.matcher(word).matches() && (word.indexOf(':') >= 0 || word.indexOf('.') >= 0);
        try {
            return isAddress ? Optional.of(InetAddress.getByName(word)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
