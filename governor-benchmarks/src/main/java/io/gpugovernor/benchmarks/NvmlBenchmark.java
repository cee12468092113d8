package io.gpugovernor.benchmarks;

import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.nvml.GpuCondition;
import io.gpugovernor.nvml.NvmlException;
import io.gpugovernor.nvml.NvmlGpu;
import io.gpugovernor.nvml.NvmlNode;
import io.gpugovernor.nvml.NvmlSensor;
import java.io.IOException;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What reading GPUs costs on this side of NVML, against the test double, whose calls take 0.15 µs. With
 * the compiler that the daemon runs with. Sampled, because the median call tells the cost even while other programs take
 * the processor away.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"})
public class NvmlBenchmark {
    /** Eight GPUs, all of which answer. */
    @State(Scope.Benchmark)
    public static class Node {
        private final NvmlNode node;
        private final List<NvmlGpu> gpus;
        private final NvmlSensor sensor;

        public Node() {
            try {
                node = DoubleNode.open();
                gpus = node.session().gpus().gpus();
            } catch (IOException | InterruptedException | NvmlException e) {
                throw new IllegalStateException("the NVML double does not start", e);
            }
            // A clock that stands still: the energy counters are asked once and then left alone.
            sensor = new NvmlSensor(node.gpus(), Duration.ofSeconds(10), () -> new Moment(0));
        }

        /** Times nothing that failed: an absent reading is cheap. */
        @Setup
        public void check() {
            for (GpuReading reading : sensor.read()) {
                if (reading.power() instanceof Reading.Absent<?> absent) {
                    throw new IllegalStateException(absent.reason());
                }
            }
        }

        @TearDown
        public void close() {
            sensor.close();
            node.close();
        }
    }

    /** Which read. */
    @State(Scope.Benchmark)
    public static class Choice {
        @Param
        public SimpleRead read = SimpleRead.POWER;
    }

    /** One read of one GPU, on the caller's thread. */
    @Benchmark
    public Reading<?> oneRead(Node node, Choice choice) {
        return choice.read.of(node.gpus.get(0));
    }

    /** All reads of a tick of eight GPUs, on the caller's thread: the binding alone. */
    @Benchmark
    public List<GpuCondition> eightGpus(Node node) {
        return node.gpus.stream().map(GpuCondition::read).toList();
    }

    /** The same as the daemon does it: each GPU on its own thread, under a deadline. */
    @Benchmark
    public List<GpuReading> eightGpusOnTheirThreads(Node node) {
        return node.sensor.read();
    }
}
