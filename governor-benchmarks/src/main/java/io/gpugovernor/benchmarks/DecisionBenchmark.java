package io.gpugovernor.benchmarks;

import io.gpugovernor.core.forecast.Cadence;
import io.gpugovernor.core.forecast.EngineModel;
import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.PricedPolicy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.telemetry.Window;
import io.gpugovernor.core.telemetry.Workload;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.characterize.Probe;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.twin.Twin;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The pure part of a tick, from window to decision, on a busy engine with requests owed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecisionBenchmark {
    private static final Duration TICK = Duration.ofMillis(250);

    private final HardwareProfile hardware = HardwareProfiles.load("h100-llama-70b-tp8");
    private final EngineModel model = Probe.measure(hardware);
    private final Workload before = Workload.UNKNOWN;
    private EngineSnapshot earlier = snapshots().get(0);
    private EngineSnapshot later = snapshots().get(1);
    private final Policy policy = PricedPolicy.starting(
            new PricedPolicy.Tunables(
                    Slo.of(Duration.ofMillis(600), Duration.ofMillis(100), new Ratio(0.99)),
                    new Cadence(TICK, Duration.ofMillis(30), Duration.ofMillis(10)),
                    Ladder.of(hardware.clocks()),
                    new Ratio(0.02)),
            model);

    /** Difference of two snapshots, estimators, and the ruling over the whole ladder. */
    @Benchmark
    public Ruling windowToDecision() {
        Window window = Window.between(earlier, later).orElseThrow();
        Workload workload = before.after(window, later);
        Observation observation = new Observation(later.at(), later, window, workload, List.of());
        return policy.rule(new Situation(observation, hardware.clocks().max(), hardware.clocks()));
    }

    private List<EngineSnapshot> snapshots() {
        Twin twin = new Twin(hardware, SwitchTiming.DEFAULT, new SplittableRandom(1), ended -> {});
        for (int i = 0; i < 40; i++) {
            twin.submit(500 + 50 * i, 200);
            twin.advanceTo(twin.now().plus(Duration.ofMillis(150)));
        }
        EngineSnapshot first = twin.snapshot();
        twin.submit(4000, 100);
        twin.submit(900, 100);
        twin.advanceTo(new Moment(first.at().nanos() + TICK.toNanos()));
        return List.of(first, twin.snapshot());
    }
}
