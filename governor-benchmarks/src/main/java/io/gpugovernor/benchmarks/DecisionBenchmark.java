package io.gpugovernor.benchmarks;

import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.telemetry.Window;
import io.gpugovernor.core.telemetry.Workload;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The pure part of a tick, from window to decision, on a busy engine with requests owed: one recorded tick after another. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecisionBenchmark {
    /** MHz between the clocks that are compared: the daemon's ladder, 28 of the 110 steps of the GPU, and every step. */
    @Param({"" + Ladder.SPACING, "15"})
    int spacing;

    private List<BusyTicks.Tick> ticks = List.of();
    private int next;

    @Setup
    public void recordTicks() {
        ticks = BusyTicks.record(spacing);
    }

    /** Difference of two snapshots, estimators, and the ruling over the whole ladder. */
    @Benchmark
    public Ruling windowToDecision() {
        next = (next + 1) % ticks.size();
        BusyTicks.Tick tick = ticks.get(next);
        Situation recorded = tick.situation();
        Observation seen = recorded.observation();
        EngineSnapshot later = seen.snapshot();
        Window window = Window.between(tick.before().snapshot(), later).orElseThrow();
        Workload workload = tick.before().workload().after(window, later);
        Observation observation = new Observation(seen.at(), later, window, workload, seen.gpus());
        return tick.policy()
                .rule(new Situation(
                        observation, recorded.setpoint(), recorded.clocks(), recorded.call(), recorded.orders()));
    }
}
