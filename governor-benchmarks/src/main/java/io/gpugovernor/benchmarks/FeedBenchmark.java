package io.gpugovernor.benchmarks;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.daemon.feed.EngineFacts;
import io.gpugovernor.daemon.feed.Fault;
import io.gpugovernor.daemon.feed.FeedAccumulator;
import io.gpugovernor.daemon.feed.TwinDatagrams;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.live.LiveScenario;
import io.gpugovernor.sim.live.LiveTwin;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.trace.WorkloadPreset;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

/** One datagram of the push feed: decoded, checked and added up. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FeedBenchmark {
    private static final Duration APART = Duration.ofMillis(10);
    private static final Slo SLO = Slo.of(Duration.ofMillis(600), Duration.ofMillis(100), new Ratio(0.99));

    private final List<ByteBuffer> datagrams = datagrams();
    private FeedAccumulator accumulator = new FeedAccumulator(SLO, Duration.ofSeconds(3));
    private int next;

    /** A minute of a busy engine over and over, each time as a new engine. */
    @Benchmark
    public Optional<Fault> decodeAndAccumulate() {
        if (next == datagrams.size()) {
            next = 0;
            accumulator = new FeedAccumulator(SLO, Duration.ofSeconds(3));
        }
        Optional<Fault> fault = accumulator.accept(datagrams.get(next), new Moment(next * APART.toNanos()));
        if (fault.isPresent()) {
            throw new IllegalStateException("a sound datagram was dropped: " + fault.get());
        }
        next++;
        return fault;
    }

    private static List<ByteBuffer> datagrams() {
        Moment[] now = {new Moment(0)};
        LiveTwin twin = new LiveTwin(
                new LiveScenario(
                        HardwareProfiles.load("h100-llama-70b-tp8"),
                        WorkloadPreset.CONVERSATION.generator().generate(Duration.ofMinutes(5), 1),
                        SLO,
                        SwitchTiming.DEFAULT,
                        1),
                () -> now[0],
                Instant.EPOCH);
        TwinDatagrams encoder = new TwinDatagrams(1, new EngineFacts(8, 256, 8192, "a model", "a version"));
        List<ByteBuffer> datagrams = new ArrayList<>();
        for (int i = 0; i < 6000; i++) {
            now[0] = now[0].plus(APART);
            datagrams.add(encoder.next(twin.news()));
        }
        return datagrams;
    }
}
