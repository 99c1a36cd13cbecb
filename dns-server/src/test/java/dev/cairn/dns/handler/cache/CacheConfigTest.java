// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.config.Problem;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.ServerBlock;
import dev.cairn.dns.handler.Blocks;
import dev.cairn.dns.wire.DomainName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheConfigTest {

    private static List<DomainName> names(String... names) {
        return List.of(names).stream().map(DomainName::parse).toList();
    }

    @Test
    void hasTheDefaultsOfCoreDns() {
        CacheConfig config = CacheRig.config("cache");
        assertThat(config.zones()).isEqualTo(names("cluster.local", "example.org"));
        assertThat(config.success()).isEqualTo(new CacheConfig.Kept(9984, 3600, 5, List.of()));
        assertThat(config.denial()).isEqualTo(new CacheConfig.Kept(9984, 1800, 5, List.of()));
        assertThat(config.prefetch()).isEqualTo(new CacheConfig.Prefetch(0, Duration.ofMinutes(1), 10));
        assertThat(config.stale())
                .isEqualTo(new CacheConfig.Stale(Duration.ZERO, false, Duration.ZERO, 0, Duration.ZERO, false));
        assertThat(config.servfail()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.keepTtl()).isFalse();
        assertThat(config.nxdomainCut()).isEqualTo(CacheConfig.Cut.SIGNED);
    }

    @Test
    void readsTimeAndZonesOfTheLine() {
        CacheConfig config = CacheRig.config("cache 30 . Test.");
        assertThat(config.zones()).isEqualTo(names(".", "test"));
        assertThat(config.success().maxTtlSeconds()).isEqualTo(30);
        assertThat(config.denial().maxTtlSeconds()).isEqualTo(30);
    }

    @Test
    void readsWhatIsKept() {
        CacheConfig config = CacheRig.config("cache 30 {\nsuccess 2000\ndenial 100 60 0\n}");
        assertThat(config.success()).isEqualTo(new CacheConfig.Kept(2000, 30, 5, List.of()));
        assertThat(config.denial()).isEqualTo(new CacheConfig.Kept(1024, 60, 0, List.of()));
    }

    @Test
    void readsPrefetch() {
        assertThat(CacheRig.config("cache {\nprefetch 3\n}").prefetch())
                .isEqualTo(new CacheConfig.Prefetch(3, Duration.ofMinutes(1), 10));
        assertThat(CacheRig.config("cache {\nprefetch 3 2m 90%\n}").prefetch())
                .isEqualTo(new CacheConfig.Prefetch(3, Duration.ofMinutes(2), 90));
    }

    @ParameterizedTest
    @CsvSource({
        "serve_stale, PT1H, false, PT0S, 0, PT0S",
        "serve_stale 10m, PT10M, false, PT0S, 0, PT0S",
        "serve_stale 10m Immediate 30s 20s, PT10M, false, PT0S, 30, PT20S",
        "serve_stale 10m verify, PT10M, true, PT0S, 0, PT0S",
        "serve_stale 10m verify 100ms, PT10M, true, PT0.1S, 0, PT0S",
        "serve_stale 10m verify 0 30s 5m, PT10M, true, PT0S, 30, PT5M"
    })
    void readsServeStale(
            String line, Duration limit, boolean verified, Duration timeout, int ttlSeconds, Duration recheck) {
        assertThat(CacheRig.config("cache {\n" + line + "\n}").stale())
                .isEqualTo(new CacheConfig.Stale(limit, verified, timeout, ttlSeconds, recheck, false));
    }

    @Test
    void readsThePolicyOfServeStale() {
        String lines = "cache {\nserve_stale_policy prefer_positive\nserve_stale\n}";
        assertThat(CacheRig.config(lines).stale().positivePreferred()).isTrue();
    }

    @Test
    void readsWhereNothingIsKept() {
        CacheConfig some = CacheRig.config("cache {\ndisable success a.test B.test\ndisable denial\n}");
        assertThat(some.success().disabled()).isEqualTo(names("a.test", "b.test"));
        assertThat(some.denial().disabled()).containsExactly(DomainName.ROOT);
    }

    @Test
    void readsTheOtherOptions() {
        CacheConfig config = CacheRig.config("cache {\nservfail 0\nkeepttl\nnxdomain_cut all\n}");
        assertThat(config.servfail()).isZero();
        assertThat(config.keepTtl()).isTrue();
        assertThat(config.nxdomainCut()).isEqualTo(CacheConfig.Cut.ALL);
        assertThat(CacheRig.config("cache {\nnxdomain_cut off\n}").nxdomainCut())
                .isEqualTo(CacheConfig.Cut.OFF);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cache 0 | cache: TTL must be a number from 1 on, not \"0\"",
                "cache -3 | cache: TTL must be a number from 1 on, not \"-3\"",
                "cache 30 a..b | \"a..b\" is not a zone: it has an empty label",
                "cache {\\nsuccess\\n} | success takes 1 to 3 arguments, not 0",
                "cache {\\nsuccess many\\n} | success: CAPACITY must be a number from 0 on, not \"many\"",
                "cache {\\ndenial 2000 0\\n} | denial: TTL must be a number from 1 on, not \"0\"",
                "cache {\\ndenial 2000 9 -1\\n} | denial: MINTTL must be a number from 0 on, not \"-1\"",
                "cache {\\nprefetch\\n} | prefetch takes 1 to 3 arguments, not 0",
                "cache {\\nprefetch 2 soon\\n} | \"soon\" is not a duration: write a number with a unit, such as 5s or 1m30s",
                "cache {\\nprefetch 2 1m 9%\\n} | cache: PERCENTAGE of prefetch must be 10% to 90% with its sign, not 9%",
                "cache {\\nprefetch 2 1m 20\\n} | cache: PERCENTAGE of prefetch must be 10% to 90% with its sign, not 20",
                "cache {\\nserve_stale -1h\\n} | \"-1h\" is not a duration: write a number with a unit, such as 5s or 1m30s",
                "cache {\\nserve_stale 1h verfy\\n} | unknown mode of serve_stale \"verfy\": did you mean \"verify\"?",
                "cache {\\nserve_stale 1h immediate 1500ms\\n} | cache: RESPONSE_TTL of serve_stale must be whole seconds",
                "cache {\\nserve_stale 1h verify 0 1s 6m\\n} | cache: FAILURE_RECHECK of serve_stale must be 5m at most",
                "cache {\\nserve_stale 1h immediate 1s 1s 1s\\n} | serve_stale takes 0 to 4 arguments, not 5",
                "cache {\\nserve_stale_policy prefer_positive\\n} | cache: serve_stale_policy needs serve_stale, which says for how long",
                "cache {\\nserve_stale\\nserve_stale_policy none\\n} | unknown serve_stale_policy \"none\": known are prefer_positive",
                "cache {\\nservfail 6m\\n} | cache: servfail must be 5m at most (RFC 2308 §7.1)",
                "cache {\\ndisable\\n} | disable takes one argument or more, not 0",
                "cache {\\ndisable all\\n} | unknown kind of answers to disable \"all\": known are success, denial",
                "cache {\\nkeepttl yes\\n} | keepttl takes no argument, not 1",
                "cache {\\nnxdomain_cut some\\n} | unknown word for nxdomain_cut \"some\": known are off, signed, all",
                "cache {\\npreftch 2\\n} | unknown option of cache \"preftch\": did you mean \"prefetch\"?"
            })
    void saysWhatIsWrong(String lines, String message) {
        Problems problems = new Problems();
        ServerBlock block = Blocks.block(lines.replace("\\n", "\n"));
        CacheConfig.parse(Blocks.first(block), block, problems);
        assertThat(problems.toList()).extracting(Problem::message).containsExactly(message);
    }

    @Test
    void aBlockHasOneCache() {
        Problems problems = new Problems();
        ServerBlock block = Blocks.block("cache\ncache");
        block.directives().forEach(line -> CacheConfig.parse(line, block, problems));
        assertThat(problems.toList())
                .extracting(Problem::message)
                .containsExactly("a server block has one cache directive: put all zones into it");
    }
}
