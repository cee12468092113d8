package io.gpugovernor.benchmarks;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.replay.Scenario;
import io.gpugovernor.sim.replay.TelemetryMode;
import io.gpugovernor.sim.tournament.Belief;
import io.gpugovernor.sim.tournament.Contender;
import io.gpugovernor.sim.tournament.Contest;
import io.gpugovernor.sim.trace.Trace;
import io.gpugovernor.sim.trace.WorkloadPreset;
import java.time.Duration;
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

/** One hour of conversations (5.5 requests a second) through the twin under one policy, in a heap of 256 MiB. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 10)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx256m", "-XX:+UseSerialGC"})
public class ReplayBenchmark {
    private static final Duration HOUR = Duration.ofHours(1);

    /** The policy, as the command line names it. */
    @Param({"slack", "max"})
    public String policy = "slack";

    private Contest contest = new Contest(scenario(), Belief.EXACT, () -> new Moment(0), step -> {});

    /** Lets every run begin with the same state. */
    @Setup
    public void prepare() {
        contest = new Contest(scenario(), Belief.EXACT, () -> new Moment(0), step -> {});
    }

    /** The policy, and maximum clock, which every contest runs for comparison: two replays of an hour. */
    @Benchmark
    public List<Contest.Entry> anHourOfConversations() {
        return contest.run(Contender.parseAll(policy), 1, 1);
    }

    private static Scenario scenario() {
        Trace trace = WorkloadPreset.CONVERSATION.generator().generate(HOUR, 1);
        return new Scenario(
                trace,
                HOUR,
                HardwareProfiles.load("h100-llama-70b-tp8"),
                Slo.of(Duration.ofMillis(600), Duration.ofMillis(100), new Ratio(0.99)),
                new TelemetryMode.Scrape(Duration.ofMillis(250)),
                SwitchTiming.DEFAULT);
    }
}
