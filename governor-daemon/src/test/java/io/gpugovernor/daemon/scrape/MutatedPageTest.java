package io.gpugovernor.daemon.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Moment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever arrives, the parser answers with a page or with its own exception, and the rest with a snapshot or reason. */
class MutatedPageTest {
    private static final int ROUNDS = 20_000;
    private static final byte[] TELLING = "{}\",=\\# \n\t.+-eENaInf0123456789_:\u00FF".getBytes(UTF_8);

    @Test
    void survivesAnyMutation() {
        Dialect dialect = Dialect.of("vllm");
        ExpositionLimits limits = new ExpositionLimits(1 << 16, 1 << 12, 200, 8);
        PrometheusText format = new PrometheusText(dialect.names(), limits);
        byte[] sound = Pages.vllm().getBytes(UTF_8);
        int read = 0;
        int refused = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            byte[] page = mutate(sound, new Random(seed));
            try {
                Exposition exposition = format.parse(page, page.length);
                assertThat(exposition.size()).isLessThanOrEqualTo(200);
                Telemetry telemetry = EngineMetrics.at(new Moment(0), dialect.read(exposition));
                assertThat(telemetry).isNotNull();
                read++;
            } catch (ExpositionException e) {
                assertThat(e).hasMessageStartingWith("line " + e.line() + ": ");
                assertThat(String.valueOf(e.getMessage()).length()).isLessThan(6000);
                refused++;
            } catch (RuntimeException e) {
                fail("seed " + seed + " breaks the parser", e);
            }
        }
        assertThat(read).as("mutants that are still readable").isGreaterThan(ROUNDS / 20);
        assertThat(refused).as("mutants that are refused").isGreaterThan(ROUNDS / 20);
    }

    private static byte[] mutate(byte[] sound, Random random) {
        byte[] page = sound.clone();
        int mutations = 1 + random.nextInt(4);
        for (int i = 0; i < mutations; i++) {
            page = mutateOnce(page, random);
        }
        return page;
    }

    private static byte[] mutateOnce(byte[] page, Random random) {
        int at = random.nextInt(page.length);
        return switch (random.nextInt(5)) {
            case 0 -> {
                page[at] = (byte) random.nextInt(256);
                yield page;
            }
            case 1 -> {
                page[at] = TELLING[random.nextInt(TELLING.length)];
                yield page;
            }
            case 2 -> splice(page, at, Math.min(page.length, at + 1 + random.nextInt(40)), new byte[0]);
            case 3 -> {
                int to = Math.min(page.length, at + random.nextInt(200));
                yield splice(page, at, at, Arrays.copyOfRange(page, at, to));
            }
            default -> splice(page, at, at, new byte[] {TELLING[random.nextInt(TELLING.length)]});
        };
    }

    /** The page with {@code from} up to {@code to} replaced. */
    private static byte[] splice(byte[] page, int from, int to, byte[] replacement) {
        byte[] result = new byte[Math.max(1, page.length - (to - from) + replacement.length)];
        System.arraycopy(page, 0, result, 0, from);
        System.arraycopy(replacement, 0, result, from, replacement.length);
        System.arraycopy(page, to, result, from + replacement.length, page.length - to);
        return result;
    }
}
