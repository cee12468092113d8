package io.gpugovernor.daemon.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.telemetry.ArrivalDispersion;
import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.FirstTokenDebt;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.telemetry.Window;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.live.EngineNews;
import io.gpugovernor.sim.live.LiveScenario;
import io.gpugovernor.sim.live.LiveTwin;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.trace.WorkloadPreset;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a loop sees through the feed, held against what the simulated engine knows of itself. */
class TwinTruthTest {
    private static final Slo SLO = Slo.of(Duration.ofMillis(600), Duration.ofMillis(100), new Ratio(0.99));
    private static final Duration STEP = Duration.ofMillis(10);
    private static final EngineFacts FACTS = new EngineFacts(8, 256, 8192, "m", "twin");

    private Moment now = new Moment(0);

    @Test
    void debtAndTimesToFirstTokenAreExact() {
        assertThat(follow(0)).as("first tokens seen").isGreaterThan(500);
    }

    @Test
    void debtIsExactEvenWhereDatagramsGetLost() {
        assertThat(follow(0.2)).as("first tokens seen").isGreaterThan(500);
    }

    /** Two minutes of conversations; returns how many first tokens were seen. */
    private long follow(double lost) {
        HardwareProfile hardware = HardwareProfiles.load("h100-llama-70b-tp8");
        LiveTwin twin = new LiveTwin(
                new LiveScenario(
                        hardware,
                        WorkloadPreset.CONVERSATION.generator().generate(Duration.ofMinutes(5), 1),
                        SLO,
                        SwitchTiming.DEFAULT,
                        1),
                () -> now,
                Instant.EPOCH);
        TwinDatagrams datagrams = new TwinDatagrams(1, FACTS);
        FeedAccumulator accumulator = new FeedAccumulator(SLO, Duration.ofSeconds(3));
        SplittableRandom random = new SplittableRandom(1);
        FirstTokenDebt debt = FirstTokenDebt.NONE;
        EngineSnapshot before = null;
        long late = 0;
        long trulyLate = 0;
        double sum = 0;
        long seen = 0;
        for (int i = 0; i < 12_000; i++) {
            now = now.plus(STEP);
            EngineNews truth = twin.news();
            ByteBuffer datagram = datagrams.next(truth);
            trulyLate += truth.firstTokens().stream()
                    .filter(ttft -> ttft.compareTo(Duration.ofMillis(600)) > 0)
                    .count();
            sum += truth.firstTokens().stream().mapToDouble(Durations::seconds).sum();
            if (before != null && random.nextDouble() < lost) {
                continue;
            }
            assertThat(accumulator.accept(datagram, now)).isEmpty();
            EngineSnapshot engine = ((Telemetry.Available) accumulator.read(now)).snapshot();
            if (before != null) {
                Window window = Window.between(before, engine).orElseThrow();
                debt = debt.after(window, engine, ArrivalDispersion.UNKNOWN);
                seen += window.firstTokens();
                late += window.ttft().certainlyAbove(0.6);
                assertThat(window.ttft().sum()).isCloseTo(sum, within(1e-6));
                assertThat((long) debt.count()).as("debt at " + now).isEqualTo(owed(truth.snapshot()));
            } else {
                trulyLate = 0;
            }
            sum = 0;
            before = engine;
            EngineSnapshot real = truth.snapshot();
            assertThat(engine.running()).isEqualTo(real.running());
            assertThat(engine.waiting()).isEqualTo(real.waiting());
            assertThat(engine.firstTokens()).isEqualTo(real.firstTokens());
        }
        if (lost == 0) {
            assertThat(late).isEqualTo(trulyLate);
        }
        return seen;
    }

    private static long owed(EngineSnapshot engine) {
        return engine.finished() + engine.running() + engine.waiting() - engine.firstTokens();
    }
}
