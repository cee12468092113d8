package io.gpugovernor.sim.evaluation;

import io.gpugovernor.sim.replay.Scenario;
import io.gpugovernor.sim.tournament.Capacity;
import io.gpugovernor.sim.trace.ArrivalRate;
import io.gpugovernor.sim.trace.LoadProfile;
import io.gpugovernor.sim.trace.RateScale;
import io.gpugovernor.sim.trace.Replay;
import io.gpugovernor.sim.trace.Trace;
import io.gpugovernor.sim.trace.TraceGenerator;
import io.gpugovernor.sim.trace.WorkloadPreset;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Requests that can be brought to any load. */
public sealed interface Workload {
    /** What results call it. */
    String name();

    /** What its load is measured by: itself, or the workloads it is made of. */
    List<Steady> parts();

    /**
     * Its requests over {@code duration}.
     *
     * @param load percent of capacity
     * @param seed draws arrivals and lengths, where they are drawn
     * @param full the rate scale of each part at 100 percent
     */
    Trace arrivals(LoadProfile load, Duration duration, long seed, Function<Steady, RateScale> full);

    /** A workload of one kind, which has a capacity of its own. */
    sealed interface Steady extends Workload {
        @Override
        default List<Steady> parts() {
            return List.of(this);
        }

        /** The highest rate scale at which maximum clock keeps the SLO on {@code like}'s hardware. */
        RateScale capacity(Scenario like, Consumer<String> progress);
    }

    /** Drawn from statistics, anew for every seed. The rate is scaled; bursts and silences keep their lengths. */
    record Generated(WorkloadPreset preset) implements Steady {
        @Override
        public String name() {
            return preset.presetName();
        }

        @Override
        public RateScale capacity(Scenario like, Consumer<String> progress) {
            return Capacity.find(preset.generator(), like, progress);
        }

        @Override
        public Trace arrivals(LoadProfile load, Duration duration, long seed, Function<Steady, RateScale> full) {
            TraceGenerator generator = preset.generator();
            double peak = full.apply(this).factor() * load.peak().percent() / 100;
            ArrivalRate rate = generator.rate().times(new RateScale(peak));
            return Replay.of(generator.withRate(rate).generate(duration, seed))
                    .under(load.peakingAtFull())
                    .over(duration);
        }
    }

    /** Read from a file. The same requests for every seed; time is scaled, bursts and silences with it. */
    record Recorded(Trace trace) implements Steady {
        @Override
        public String name() {
            return trace.name();
        }

        @Override
        public RateScale capacity(Scenario like, Consumer<String> progress) {
            return Capacity.find(trace, like, progress);
        }

        @Override
        public Trace arrivals(LoadProfile load, Duration duration, long seed, Function<Steady, RateScale> full) {
            return Replay.of(trace).scaledBy(full.apply(this)).under(load).over(duration);
        }
    }

    /** One kind of request for the first half, another for the second, each at the load of its own capacity. */
    record Flip(Steady first, Steady second) implements Workload {
        @Override
        public String name() {
            return first.name() + " then " + second.name();
        }

        @Override
        public List<Steady> parts() {
            return Stream.of(first, second).distinct().toList();
        }

        @Override
        public Trace arrivals(LoadProfile load, Duration duration, long seed, Function<Steady, RateScale> full) {
            Duration half = duration.dividedBy(2);
            Trace before = first.arrivals(load, half, seed, full);
            Trace after = second.arrivals(load, duration.minus(half), seed, full);
            return before.followedBy(after, half, name());
        }
    }
}
