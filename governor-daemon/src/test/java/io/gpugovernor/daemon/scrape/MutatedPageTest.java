package io.gpugovernor.daemon.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Moment;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever arrives, the parser answers with a page or with its own exception, and the rest with a snapshot or reason.
 * {@code -Dgpugovernor.mutations=1000000} asks for more pages than the build's 20,000.
 */
class MutatedPageTest {
    private static final int ROUNDS = Integer.getInteger("gpugovernor.mutations", 20_000);

    /** Of every so many pages one is read by a new parser too, and held against the letter of OpenMetrics. */
    private static final int CLOSER_LOOK = 16;

    /** A page that takes longer has found a loop that does not end, or not soon; a scrape's deadline is no longer. */
    private static final long LONGEST_NANOS = 5_000_000_000L;

    /** Memory that reading may take for each byte of a page, and beside it for any. */
    private static final long MEMORY_FOR_A_BYTE = 50;

    private static final long MEMORY_FOR_ANY = 1 << 20;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Dialect dialect = Dialect.of("vllm");
    private final Collection<String> names = dialect.names();
    private final ExpositionLimits limits = new ExpositionLimits(1 << 18, 1 << 12, 400, 40);
    private final PrometheusText experienced = new PrometheusText(names, limits);
    private final List<byte[]> sound = new ArrayList<>();

    @BeforeEach
    void collectPages() throws IOException {
        sound.add(Pages.vllm().getBytes(UTF_8));
        sound.addAll(RecordedPages.all());
        // Loading classes takes memory too, which is not to be counted.
        Outcome broken = outcome(0, "a".getBytes(UTF_8));
        assertThat(broken.problem()).isNotEmpty();
        for (byte[] page : sound) {
            assertThat(outcome(0, page).problem()).isEmpty();
        }
    }

    @Test
    void survivesAnyMutation() {
        int refused = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            byte[] page = Mutation.some(sound.get(seed % sound.size()), new Random(seed));
            long start = System.nanoTime();
            long memory = threads.getCurrentThreadAllocatedBytes();
            Outcome outcome = outcome(seed, page);
            memory = threads.getCurrentThreadAllocatedBytes() - memory;
            assertThat(System.nanoTime() - start).as("time for seed " + seed).isLessThan(LONGEST_NANOS);
            assertThat(memory)
                    .as("memory for seed " + seed)
                    .isLessThan(MEMORY_FOR_ANY + MEMORY_FOR_A_BYTE * page.length);
            refused += outcome.problem().isEmpty() ? 0 : 1;
            if (seed % CLOSER_LOOK == 0) {
                lookCloser(seed, page, outcome);
            }
        }
        assertThat(refused).as("mutants that are refused").isBetween(ROUNDS / 20, ROUNDS - ROUNDS / 20);
    }

    private Outcome outcome(int seed, byte[] page) {
        try {
            Exposition exposition = experienced.parse(page, page.length);
            assertThat(exposition.size()).isLessThanOrEqualTo(limits.series());
            Telemetry telemetry = EngineMetrics.at(new Moment(0), dialect.read(exposition));
            assertThat(telemetry).isNotNull();
            return Outcome.of(names, exposition);
        } catch (ExpositionException e) {
            assertThat(e).hasMessageStartingWith("line " + e.line() + ": ");
            assertThat(String.valueOf(e.getMessage()).length()).isLessThan(6000);
            return new Outcome(String.valueOf(e.getMessage()), List.of(), List.of());
        } catch (RuntimeException e) {
            return fail("seed " + seed + " breaks the parser", e);
        }
    }

    private void lookCloser(int seed, byte[] page, Outcome outcome) {
        assertThat(Outcome.of(new PrometheusText(names, limits), names, page))
                .as("what a new parser makes of seed " + seed)
                .isEqualTo(outcome);
        try {
            assertThat(OpenMetricsCheck.violations(page, page.length)).hasSizeLessThanOrEqualTo(20);
        } catch (RuntimeException e) {
            fail("seed " + seed + " breaks the check", e);
        }
    }
}
