package io.gpugovernor.sim.sweep;

import io.gpugovernor.core.model.WorkloadClass;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.core.units.Watts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Rows and a manifest for tests, with numbers that binary fractions cannot hold. */
public final class Rows {
    public static final Setup SETUP = new Setup(8, 256);
    private static final Estimate MEASURED = new Estimate(0.1, OptionalDouble.of(1 / 3.0));
    private static final Spread SPREAD = new Spread(MEASURED, MEASURED, Estimate.once(2e-9));

    private Rows() {}

    public static Manifest manifest(long seed) {
        Subject subject = new Subject(
                "h100",
                "NVIDIA H100",
                Subject.UNKNOWN,
                "vllm 0.10",
                "llama \"70b\"",
                8,
                256,
                2048,
                Optional.of(1_300_000L),
                List.of(new Megahertz(345), new Megahertz(1980)),
                Optional.of(new Watts(700)));
        return new Manifest(
                Manifest.SCHEMA,
                "twin",
                List.of(subject),
                seed,
                Map.of("clocks", "[345MHz]"),
                Map.of("gpu-governor", "1"),
                "./gpu-governor characterize",
                List.of(),
                false);
    }

    public static Point point(int clock, Optional<Ratio> share, double rate) {
        return new Point(
                SETUP,
                WorkloadClass.MEDIUM_LARGE,
                new Megahertz(clock),
                share,
                new RequestRate(rate),
                2,
                100,
                SPREAD,
                SPREAD,
                MEASURED,
                MEASURED,
                new Estimate(1000.5, OptionalDouble.empty()),
                MEASURED,
                MEASURED,
                new Ratio(0.25),
                share.map(any -> new Megahertz(clock)),
                3,
                1);
    }

    public static Isolated isolated(int clock) {
        return new Isolated(
                SETUP,
                WorkloadClass.SMALL_SMALL,
                new Megahertz(clock),
                5,
                MEASURED,
                Estimate.once(0.012),
                Duration.ofNanos(1_234_567_891),
                new Joules(12.3),
                0);
    }

    public static Volley volley(int clock, int outputTokens) {
        Optional<Duration> tbt = outputTokens > 1 ? Optional.of(Duration.ofNanos(12_345_678)) : Optional.empty();
        return new Volley(
                SETUP,
                new Megahertz(clock),
                4,
                new Prompt(256, outputTokens),
                5,
                Duration.ofMillis(20),
                Duration.ofMillis(40),
                tbt,
                tbt,
                Duration.ofMillis(999),
                new Joules(7.7),
                Ratio.ZERO);
    }

    public static IdleRow idle(int clock) {
        return new IdleRow(SETUP, new Megahertz(clock), Duration.ofSeconds(10), new Watts(123.4));
    }

    public static Capacity capacity(int clock, Optional<RequestRate> maximum) {
        return new Capacity(
                SETUP,
                WorkloadClass.LARGE_LARGE,
                new Megahertz(clock),
                Duration.ofMillis(280),
                Duration.ofMillis(60),
                maximum,
                Duration.ofMillis(279),
                Duration.ofMillis(30),
                new Watts(4000),
                new Joules(321),
                Capacity.Limit.TTFT);
    }
}
