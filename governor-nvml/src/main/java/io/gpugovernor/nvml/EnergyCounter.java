package io.gpugovernor.nvml;

import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Moment;
import java.time.Duration;
import java.util.Optional;

/**
 * One GPU's energy counter, read every ten seconds on a thread of its own: the call takes 3 to 18 ms, most of which the
 * driver spends waiting with the processor in hand (4.6 ms a call on an H100, driver 580), and nobody waits for it. With
 * eight GPUs that is a third of a percent of a core; read twice a second it would be eight. What it tells is the last
 * answer, or nothing once that is older than three periods.
 */
final class EnergyCounter implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final Duration OLDEST = Duration.ofSeconds(30);
    /** A call that takes longer hangs. */
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private record Answer(Moment asked, Reading<Joules> value) {}

    private final NvmlGpu gpu;
    private final GpuWorker worker;
    private volatile Optional<Answer> last = Optional.empty();
    private Optional<Moment> asked = Optional.empty();

    EnergyCounter(NvmlGpu gpu) {
        this.gpu = gpu;
        this.worker = new GpuWorker("GPU " + gpu.id().index() + " energy");
    }

    /** Never waits. Asks for a new value if the last question is a period old. */
    synchronized Reading<Joules> read(Moment now) {
        if (asked.isEmpty() || now.since(asked.get()).compareTo(PERIOD) >= 0) {
            asked = Optional.of(now);
            // The job publishes its own answer; a second one is turned away while the first is out.
            worker.submit(() -> last = Optional.of(new Answer(now, gpu.energy())), Deadline.in(DEADLINE));
        }
        return last.map(answer -> fresh(answer, now)).orElseGet(() -> absent("has not answered yet"));
    }

    private Reading<Joules> fresh(Answer answer, Moment now) {
        Duration age = now.since(answer.asked());
        return age.compareTo(OLDEST) <= 0 ? answer.value() : absent("last answered " + age.toSeconds() + " s ago");
    }

    private Reading<Joules> absent(String why) {
        return Reading.absent("GPU " + gpu.id().index() + ": the counter " + why);
    }

    @Override
    public void close() {
        worker.close();
    }
}
