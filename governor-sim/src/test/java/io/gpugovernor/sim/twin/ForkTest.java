package io.gpugovernor.sim.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.TinyHardware;
import io.gpugovernor.sim.engine.Completion;
import io.gpugovernor.sim.gpu.EngineLimits;
import io.gpugovernor.sim.gpu.SwitchTiming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForkTest {
    private final List<Completion> completions = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void leavesTheOriginalUndisturbed(long seed) {
        Twin twin = busy(seed);
        Twin untouched = busy(seed);
        List<Completion> ended = List.copyOf(completions);

        Twin fork = twin.fork(completion -> {});
        fork.lock(TinyHardware.LOWEST);
        fork.submit(700, 50);
        fork.advanceTo(fork.now().plus(Duration.ofSeconds(5)));

        assertThat(state(twin)).as("seed %d", seed).isEqualTo(state(untouched));
        assertThat(completions).isEqualTo(ended);
        later(twin);
        later(untouched);
        assertThat(state(twin)).as("seed %d", seed).isEqualTo(state(untouched));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void doesWhatTheOriginalDoesToTheLastBit(long seed) {
        Twin twin = busy(seed);
        List<Completion> inTheFork = new ArrayList<>();
        Twin fork = twin.fork(inTheFork::add);
        completions.clear();
        later(fork);
        later(twin);

        assertThat(state(fork)).as("seed %d", seed).isEqualTo(state(twin));
        assertThat(inTheFork).isNotEmpty().isEqualTo(completions);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void canItselfBeForked(long seed) {
        Twin twin = busy(seed);
        Twin second = twin.fork(completion -> {}).fork(completion -> {});
        later(second);
        later(twin);

        assertThat(state(second)).as("seed %d", seed).isEqualTo(state(twin));
    }

    /** Everything that can be seen of a twin. */
    private record State(
            Moment now,
            Moment stepEnd,
            double joules,
            double watts,
            double meanClock,
            Megahertz clock,
            long steps,
            String requests,
            String counters) {}

    private static State state(Twin twin) {
        EngineSnapshot engine = twin.snapshot();
        return new State(
                twin.now(),
                twin.stepEnd(),
                twin.energy().value(),
                twin.power().value(),
                twin.meanClockMegahertz(),
                twin.clockInForce(),
                twin.stepsBegun(),
                twin.insight().running() + " " + twin.insight().waiting(),
                engine.finished() + " " + engine.promptTokens() + " " + engine.generationTokens() + " "
                        + engine.preemptions() + " " + engine.kvUsage() + " "
                        + engine.ttft().sum() + " "
                        + engine.stepLatency().sum() + " "
                        + engine.outputLengths().count());
    }

    /** In the middle of a chunked prefill beside decodes, with requests waiting and a switch on its way; short of cache. */
    private Twin busy(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Twin twin = new Twin(
                TinyHardware.with(new EngineLimits(256, 6, 2_500)),
                SwitchTiming.DEFAULT,
                random.split(),
                completions::add);
        for (int i = 0; i < 30; i++) {
            twin.submit(1 + random.nextInt(600), 1 + random.nextInt(60));
            twin.advanceTo(twin.now().plus(Duration.ofMillis(1 + random.nextInt(300))));
        }
        twin.lock(new Megahertz(500 + 50 * random.nextInt(11)));
        twin.advanceTo(twin.now().plus(Duration.ofMillis(random.nextInt(40))));
        return twin;
    }

    private static void later(Twin twin) {
        twin.submit(100, 20);
        twin.advanceTo(twin.now().plus(Duration.ofSeconds(1)));
        twin.lock(new Megahertz(700));
        twin.submit(900, 3);
        twin.advanceTo(twin.now().plus(Duration.ofSeconds(60)));
    }
}
