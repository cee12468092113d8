package io.gpugovernor.nvml;

import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.model.ThrottleReason;
import io.gpugovernor.core.port.GpuSensor;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Moment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Reads the GPUs of one policy domain, all at the same time, within one deadline. A GPU that does not answer is absent
 * with a reason; the others are there.
 */
public final class NvmlSensor implements GpuSensor, AutoCloseable {
    private final List<GpuLane> gpus;
    private final List<EnergyCounter> energy;
    private final Duration time;
    private final TimeSource clock;
    private volatile List<GpuCondition> conditions = List.of();

    /**
     * @param gpus the domain's, in its order
     * @param time how long all of them together may take; they answer in microseconds
     * @param clock says how old an energy reading is
     */
    public NvmlSensor(List<GpuLane> gpus, Duration time, TimeSource clock) {
        this.gpus = List.copyOf(gpus);
        this.energy = gpus.stream().map(GpuLane::energyCounter).toList();
        this.time = time;
        this.clock = clock;
    }

    @Override
    public List<GpuReading> read() {
        Deadline deadline = Deadline.in(time);
        List<Job<GpuCondition>> jobs = new ArrayList<>(gpus.size());
        for (GpuLane gpu : gpus) {
            jobs.add(gpu.submit(GpuCondition::read, deadline));
        }
        // The last one asked is likely the last to answer: waiting for it first, this thread sleeps once, not eight
        // times.
        Deque<GpuCondition> answers = new ArrayDeque<>();
        for (int i = jobs.size() - 1; i >= 0; i--) {
            answers.addFirst(settled(gpus.get(i), jobs.get(i).await()));
        }
        List<GpuCondition> found = List.copyOf(answers);
        conditions = found;
        Moment now = clock.now();
        List<GpuReading> readings = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            GpuCondition condition = found.get(i);
            readings.add(new GpuReading(
                    condition.gpu(),
                    condition.appliedClock(),
                    condition.power(),
                    energy.get(i).read(now),
                    throttled(condition),
                    condition.powerLimit()));
        }
        return readings;
    }

    /**
     * Every GPU's energy counter, all asked now and at the same time; for measuring, where a value that is seconds old
     * will not do. Slow: 3 to 18 ms on H100, and never on the way to a decision.
     *
     * @param limit how long all of them together may take
     */
    public List<Reading<Joules>> energyNow(Duration limit) {
        Deadline deadline = Deadline.in(limit);
        List<Job<Reading<Joules>>> jobs =
                gpus.stream().map(gpu -> gpu.submit(NvmlGpu::energy, deadline)).toList();
        return jobs.stream().map(job -> GpuLane.settled(job.await())).toList();
    }

    /** What the last {@link #read} found, in full; empty before the first. */
    public List<GpuCondition> conditions() {
        return conditions;
    }

    private static GpuCondition settled(GpuLane gpu, Outcome<GpuCondition> outcome) {
        if (outcome instanceof Outcome.Answered<GpuCondition> answered) {
            return answered.value();
        } else if (outcome instanceof Outcome.NotBegun<GpuCondition> notBegun) {
            return GpuCondition.unknown(gpu.id(), notBegun.reason());
        }
        return GpuCondition.unknown(gpu.id(), ((Outcome.Unfinished<GpuCondition>) outcome).reason());
    }

    private static Set<ThrottleReason> throttled(GpuCondition condition) {
        return condition.reasons() instanceof Reading.Present<ClockReasons> reasons
                ? reasons.value().throttled()
                : Set.of();
    }

    @Override
    public void close() {
        energy.forEach(EnergyCounter::close);
    }
}
