package io.gpugovernor.sim.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.policy.IdleDropPolicy;
import io.gpugovernor.core.policy.MaximumPolicy;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.StaticPolicy;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.TinyHardware;
import io.gpugovernor.sim.gpu.EngineLimits;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.trace.Request;
import io.gpugovernor.sim.trace.Trace;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final TimeSource STOPPED = () -> new Moment(0);
    private static final Scenario MODERATE = Scenarios.tiny(1, Duration.ofSeconds(60));

    @Test
    void repeatsItselfToTheLastBitWithTheSameSeed() {
        RunResult first = run(MODERATE, new IdleDropPolicy(), 5);
        RunResult second = run(MODERATE, new IdleDropPolicy(), 5);

        assertThat(second).usingRecursiveComparison().isEqualTo(first);
    }

    @Test
    void differsWithAnotherSeed() {
        // At maximum clock nothing depends on when the governor looks, so it is the steps that scatter otherwise.
        RunResult first = run(MODERATE, new MaximumPolicy(), 5);
        RunResult other = run(MODERATE, new MaximumPolicy(), 6);

        assertThat(other.energy()).isNotEqualTo(first.energy());
        assertThat(other.ttft().p50()).isNotEqualTo(first.ttft().p50());
        assertThat(other.completed()).isEqualTo(first.completed());
    }

    @Test
    void takesOnlyTheDurationOfTheRunFromRealTime() {
        AtomicLong milliseconds = new AtomicLong();
        TimeSource ticking = () -> new Moment(milliseconds.getAndAdd(123) * 1_000_000);

        RunResult timed = Simulation.run(MODERATE, "x", new IdleDropPolicy(), 5, ticking);

        assertThat(timed.wall()).isEqualTo(Duration.ofMillis(123));
        assertThat(timed)
                .usingRecursiveComparison()
                .ignoringFields("wall")
                .isEqualTo(run(MODERATE, new IdleDropPolicy(), 5));
    }

    @Test
    void findsNoDifferenceBetweenMaximumAndTheHighestStaticClock() {
        RunResult maximum = run(MODERATE, new MaximumPolicy(), 5);
        RunResult highest = run(MODERATE, new StaticPolicy(TinyHardware.HIGHEST), 5);

        assertThat(highest).usingRecursiveComparison().isEqualTo(maximum);
        assertThat(maximum.meanClockMegahertz()).isCloseTo(1000, within(1e-9));
        assertThat(highest.savingAgainst(maximum)).isZero();
    }

    @Test
    void servesEveryRequestAndReportsItsLatency() {
        RunResult maximum = run(MODERATE, new MaximumPolicy(), 5);

        assertThat(maximum.requests()).isEqualTo(MODERATE.trace().size());
        assertThat(maximum.completed()).isEqualTo(maximum.requests());
        assertThat(maximum.attainment().joint().value()).isGreaterThan(0.9);
        // At least a token's step and the frontend; at most what the trace's few overlaps make of it.
        assertThat(maximum.ttft().p50()).isBetween(0.05, 0.4);
        assertThat(maximum.tbt().p50()).isBetween(0.012, 0.05);
        assertThat(maximum.elapsed()).isGreaterThanOrEqualTo(MODERATE.duration());
        assertThat(maximum.meanPower().value())
                .isCloseTo(maximum.energy().value() / Durations.seconds(maximum.elapsed()), within(1e-9));
    }

    @Test
    void savesByDroppingTheClockWhileIdle() {
        Scenario idle = Scenarios.tiny(0.05, Duration.ofMinutes(5));

        RunResult maximum = run(idle, new MaximumPolicy(), 1);
        RunResult dropping = run(idle, new IdleDropPolicy(), 1);

        assertThat(dropping.savingAgainst(maximum)).isBetween(0.2, 0.5);
        assertThat(dropping.clockChanges()).isGreaterThan(4);
        assertThat(dropping.meanClockMegahertz()).isBetween(500.0, 700.0);
    }

    @Test
    void averagesTheClockThatWasReallyInForce() {
        Trace late = new Trace("late", List.of(new Request(Duration.ZERO, 1, 1)));
        Scenario slow = new Scenario(
                late,
                Duration.ofSeconds(10),
                TinyHardware.exact(),
                Scenarios.SLO,
                new TelemetryMode.Scrape(Duration.ofSeconds(4)),
                new SwitchTiming(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO));

        RunResult held = run(slow, new StaticPolicy(TinyHardware.LOWEST), 1);

        // The energy tells how long the clock was high: idle at 200 W there, at 100 W on the lowest clock. The only
        // step draws some watts more for 13 ms.
        double secondsHigh = (held.energy().value() - 100 * 10) / 100;
        double mean = (1000 * secondsHigh + 500 * (10 - secondsHigh)) / 10;
        assertThat(secondsHigh).isBetween(2.0, 9.0);
        assertThat(held.meanClockMegahertz()).isCloseTo(mean, within(3.0));
    }

    @Test
    void countsARequestThatCanNeverFitAsAMiss() {
        HardwareProfile cramped = TinyHardware.with(new EngineLimits(512, 8, 1024));
        Trace trace = new Trace(
                "one too long",
                List.of(
                        new Request(Duration.ZERO, 10, 5),
                        new Request(Duration.ofSeconds(1), 2000, 5),
                        new Request(Duration.ofSeconds(2), 10, 5),
                        new Request(Duration.ofSeconds(3), 10, 5)));

        RunResult result = run(on(cramped, trace), new MaximumPolicy(), 1);

        assertThat(result.requests()).isEqualTo(4);
        assertThat(result.completed()).isEqualTo(3);
        assertThat(result.attainment().joint().value()).isEqualTo(0.75);
        assertThat(result.attainment().ttft().value()).isEqualTo(0.75);
        assertThat(result.attainment().tbt().value()).isEqualTo(0.75);
    }

    @Test
    void countsARequestThatOutlastsTheLongestDrainAsAMiss() {
        HardwareProfile roomy = TinyHardware.with(new EngineLimits(512, 8, 2_000_000));
        Trace trace = new Trace(
                "endless",
                List.of(new Request(Duration.ZERO, 10, 5), new Request(Duration.ofSeconds(1), 10, 1_000_000)));

        RunResult result = run(on(roomy, trace), new MaximumPolicy(), 1);

        assertThat(result.completed()).isEqualTo(1);
        assertThat(result.attainment().joint().value()).isEqualTo(0.5);
        assertThat(result.elapsed()).isEqualTo(Duration.ofMinutes(30).plusSeconds(10));
    }

    @Test
    void drainsRequestsThatAreStillRunningAtTheEnd() {
        Trace trace = new Trace("late", List.of(new Request(Duration.ofMillis(9_900), 100, 100)));

        RunResult result = run(on(TinyHardware.exact(), trace), new MaximumPolicy(), 1);

        assertThat(result.completed()).isEqualTo(1);
        assertThat(result.elapsed()).isBetween(Duration.ofSeconds(11), Duration.ofSeconds(13));
    }

    private static Scenario on(HardwareProfile hardware, Trace trace) {
        return new Scenario(
                trace, Duration.ofSeconds(10), hardware, Scenarios.SLO, Scenarios.QUARTERS, SwitchTiming.DEFAULT);
    }

    private static RunResult run(Scenario scenario, Policy policy, long seed) {
        return Simulation.run(scenario, "x", policy, seed, STOPPED);
    }
}
