// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Message;

/** Random questions over random times, beside a map that keeps answers as plainly as can be. */
class CacheModelTest {
    private static final List<String> TYPES = List.of("A", "TXT");
    private static final int STEPS = 3000;

    /** What the map holds: the records without their time to live, and until when. */
    private record Kept(String answer, long untilSeconds) {}

    private final Map<String, Kept> model = new HashMap<>();
    private long nowSeconds;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void answersAsAPlainMapDoes(long seed) {
        Random random = new Random(seed);
        CacheRig rig = new CacheRig("cache 40 . {\ndenial 2000 25 3\n}");
        int hits = 0;
        for (int step = 0; step < STEPS; step++) {
            String question = "n" + random.nextInt(20) + ".test. " + TYPES.get(random.nextInt(2));
            String answer = answer(question, step, random);
            rig.upstream().answer(question, answer);
            int before = rig.upstream().asked().size();
            Message reply = rig.ask(mixCase(question, random));
            boolean isHit = rig.upstream().asked().size() == before;
            Kept kept = model.get(question);
            if (kept != null && kept.untilSeconds() > nowSeconds) {
                assertThat(isHit)
                        .as("hit, seed %d, step %d, %s", seed, step, question)
                        .isTrue();
                hits++;
                assertThat(text(reply)).as("seed %d, step %d", seed, step).isEqualTo(kept.answer());
                assertThat(ttl(reply)).isEqualTo(kept.untilSeconds() - nowSeconds);
            } else {
                assertThat(isHit)
                        .as("hit, seed %d, step %d, %s", seed, step, question)
                        .isFalse();
                keep(question, answer, reply);
            }
            long passed = random.nextInt(3);
            nowSeconds += passed;
            rig.pass(passed);
        }
        assertThat(hits).as("hits, seed %d", seed).isBetween(STEPS / 10, STEPS * 9 / 10);
    }

    private static String answer(String question, int step, Random random) {
        String name = question.split(" ", 2)[0];
        String data = question.endsWith(" A") ? "A 10.0." + step / 256 + "." + step % 256 : "TXT t" + step;
        int ttl = random.nextInt(60);
        return switch (random.nextInt(4)) {
            case 0 -> "NXDOMAIN || test. " + ttl + " IN SOA a. b. " + step + " 2 3 4 9999";
            case 1 -> "NOERROR || test. 9999 IN SOA a. b. " + step + " 2 3 4 " + ttl;
            default -> "NOERROR | " + name + " " + ttl + " IN " + data;
        };
    }

    private void keep(String question, String answer, Message reply) {
        boolean isDenial = answer.contains("SOA");
        String[] words = answer.split(" ", -1);
        int ttl = answer.endsWith(" 9999") || !isDenial
                ? Integer.parseInt(words[3])
                : Integer.parseInt(words[words.length - 1]);
        int least = isDenial ? 3 : 5;
        int most = isDenial ? 25 : 40;
        if (ttl > 0) {
            long keptSeconds = Math.min(most, Math.max(least, ttl));
            model.put(question, new Kept(text(reply), nowSeconds + keptSeconds));
            assertThat(ttl(reply)).isEqualTo(keptSeconds);
        } else {
            model.remove(question);
        }
    }

    private static String mixCase(String question, Random random) {
        String[] words = question.split(" ", 2);
        return (random.nextBoolean() ? words[0].toUpperCase(Locale.ROOT) : words[0]) + " " + words[1];
    }

    private static String text(Message reply) {
        return reply.getRcode() + " "
                + CacheRig.records(reply).stream()
                        .map(record -> record.toLowerCase(Locale.ROOT).replaceFirst(" \\d+ ", " "))
                        .toList();
    }

    private static long ttl(Message reply) {
        return Long.parseLong(CacheRig.records(reply).get(0).split(" ", 3)[1]);
    }
}
