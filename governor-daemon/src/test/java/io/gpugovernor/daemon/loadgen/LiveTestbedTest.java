package io.gpugovernor.daemon.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.sweep.Errand;
import io.gpugovernor.sim.sweep.Prompt;
import io.gpugovernor.sim.sweep.Reading;
import io.gpugovernor.sim.sweep.RequestRate;
import io.gpugovernor.sim.sweep.Testbed;
import io.gpugovernor.sim.sweep.Timing;
import io.gpugovernor.sim.sweep.bench.TwinTestbed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/**
 * A live engine measured over HTTP against the same engine in virtual time. Prompts are long and clocks low, so that what
 * HTTP and this machine add, some milliseconds, is small beside what is measured.
 */
class LiveTestbedTest {
    private static final String HARDWARE = "h100-llama-70b-tp4";
    private static final long SEED = 11;
    private static final double SPEED = 2;
    private static final int TRIES = 3;
    /** Tests share their machine with others, and are late for it at times. */
    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(60), 100, Duration.ofSeconds(1));

    private static final Percentage FIVE_PERCENT = Percentage.withPercentage(5);

    @Test
    void measuresWhatVirtualTimeGives() throws Exception {
        List<String> remarks = new ArrayList<>();
        try (SimulatedEngine engine = new SimulatedEngine(HARDWARE, SPEED, SEED);
                TwinTestbed virtual = new TwinTestbed(engine.hardware(), SEED);
                LiveTestbed live = live(engine, remarks)) {
            live.volley(2, new Prompt(100, 4)); // a client's first requests are its slowest
            both(virtual, live, "an open loop", testbed -> {
                testbed.lock(Optional.of(new Megahertz(600)));
                return testbed.serve(new Errand(new Prompt(4096, 12), new RequestRate(0.8), 4, 1, SEED));
            });
            both(virtual, live, "a volley", testbed -> {
                testbed.lock(Optional.of(new Megahertz(795)));
                return testbed.volley(3, new Prompt(4096, 16));
            });
            both(virtual, live, "a rest", testbed -> testbed.rest(Duration.ofSeconds(1)));
        }
        assertThat(remarks).isEmpty();
    }

    /** A busy machine delays a client now and then, and never hastens it: the least disturbed of some tries counts. */
    private static void both(Testbed virtual, Testbed live, String what, Function<Testbed, Reading> measurement) {
        for (int left = TRIES - 1; left > 0; left--) {
            try {
                compare(virtual, live, what, measurement);
                return;
            } catch (AssertionError disturbed) {
                assertThat(disturbed).hasMessageContaining(what);
            }
        }
        compare(virtual, live, what, measurement);
    }

    private static void compare(Testbed virtual, Testbed live, String what, Function<Testbed, Reading> measurement) {
        Reading expected = measurement.apply(virtual);
        Reading measured = measurement.apply(live);

        assertThat(measured.failed()).as(what + ": failed").isZero();
        assertThat(measured.requests()).as(what).hasSameSizeAs(expected.requests());
        for (int i = 0; i < expected.requests().size(); i++) {
            assertThat(measured.requests().get(i).arrival())
                    .as(what + ", arrival " + i)
                    .isCloseTo(expected.requests().get(i).arrival(), Duration.ofMillis(1));
        }
        if (!expected.requests().isEmpty()) {
            assertThat(mean(measured, Timing::ttft))
                    .as(what + ": TTFT")
                    .isCloseTo(mean(expected, Timing::ttft), FIVE_PERCENT);
            assertThat(mean(measured, timing -> timing.tbt().orElseThrow()))
                    .as(what + ": TBT")
                    .isCloseTo(mean(expected, timing -> timing.tbt().orElseThrow()), FIVE_PERCENT);
        }
        assertThat(Durations.seconds(measured.elapsed()))
                .as(what + ": window")
                .isCloseTo(Durations.seconds(expected.elapsed()), FIVE_PERCENT);
        assertThat(measured.finished()).as(what + ": finished").isEqualTo(expected.finished());
        assertThat(measured.energy().value())
                .as(what + ": energy")
                .isCloseTo(expected.energy().value(), FIVE_PERCENT);
        assertThat(measured.applied()).as(what + ": clock").isEqualTo(expected.applied());
        assertThat(measured.throttled().value())
                .as(what + ": throttled")
                .isCloseTo(expected.throttled().value(), within(0.05));
    }

    private static LiveTestbed live(SimulatedEngine engine, List<String> remarks) {
        return new LiveTestbed(
                Engine.ask(new Endpoint(engine.url()), Optional.empty(), engine.time()),
                new TwinTestbed(engine.hardware(), SEED).subject(),
                engine.gpus(),
                engine.time(),
                PATIENCE,
                1,
                remarks::add);
    }

    private static double mean(Reading reading, Function<Timing, Duration> latency) {
        return reading.requests().stream()
                .map(latency)
                .mapToDouble(Durations::seconds)
                .average()
                .orElseThrow();
    }
}
