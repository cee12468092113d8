package io.gpugovernor.daemon.scrape;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.telemetry.Window;
import io.gpugovernor.core.units.Moment;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** What listening costs the governor, from the bytes of a metrics page to the window since the one before. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ScrapeBenchmark {
    /** The page: one of {@link BenchmarkPages}. */
    @Param({"ONE_ENGINE", "TWO_ENGINES"})
    public String page = "ONE_ENGINE";

    private final Dialect dialect = Dialect.of("vllm");
    private EnginePages experienced = parser();
    private Continuity continuity = Continuity.NOTHING_SEEN;
    private byte[] next = new byte[0];
    private @Nullable EngineSnapshot earlier;

    /** The parser has read the page before this one, as it has in all scrapes but the first. */
    @Setup
    public void readTheFirstPage() throws ExpositionException {
        String first = BenchmarkPages.valueOf(page).page();
        experienced = parser();
        earlier = snapshot(experienced, BenchmarkPages.bytes(first), 0);
        next = BenchmarkPages.bytes(BenchmarkPages.next(first));
    }

    /** A scrape like most: the page differs from the last one in values only. */
    @Benchmark
    public Window pageToWindow() throws ExpositionException {
        return window(experienced);
    }

    /** A scrape that finds series it has not seen: the page is read in full. */
    @Benchmark
    public Window unknownPageToWindow() throws ExpositionException {
        return window(parser());
    }

    private Window window(EnginePages parser) throws ExpositionException {
        EngineSnapshot later = snapshot(parser, next, 1);
        return Window.between(Objects.requireNonNull(earlier), later).orElseThrow();
    }

    private EnginePages parser() {
        return new EnginePages(dialect, ExpositionLimits.DEFAULT);
    }

    private EngineSnapshot snapshot(EnginePages parser, byte[] bytes, long nanos) throws ExpositionException {
        Reading reading = parser.read(bytes, bytes.length);
        continuity = continuity.after(reading);
        if (EngineMetrics.at(new Moment(nanos), reading, continuity.incarnation())
                instanceof Telemetry.Available heard) {
            return heard.snapshot();
        }
        throw new IllegalStateException("the page shows no engine: " + reading.complaint());
    }
}
