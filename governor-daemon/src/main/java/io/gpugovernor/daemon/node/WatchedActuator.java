package io.gpugovernor.daemon.node;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.nvml.ClockVerdict;
import io.gpugovernor.nvml.GpuCondition;
import io.gpugovernor.nvml.LockRange;
import io.gpugovernor.nvml.ReadBack;
import io.gpugovernor.nvml.SetpointWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Holds one domain's GPUs to their setpoint. A GPU that was read at another clock twice, though nothing throttles it, has
 * not honoured the lock, or somebody else set its clock.
 *
 * <ul>
 *   <li>Not honoured: the domain is to be released, and stands aside for a while that doubles each time, as it does when a
 *       GPU refuses a lock.
 *   <li>Set by somebody else: answered as {@link ForeignChanges} says, so that two programs never fight over a clock. What
 *       somebody else set is not reset: the GPU is given up, and only the domain's others are released.
 * </ul>
 */
final class WatchedActuator implements ClockActuator {
    private static final Duration SETTLE = Duration.ofMillis(600);
    private static final int DISAGREEMENTS = 2;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final ClockActuator inner;
    private final Supplier<List<GpuCondition>> conditions;
    private final Function<Megahertz, LockRange> range;
    private final Dispute dispute;
    private final TimeSource time;
    private final List<SetpointWatch> watches = new ArrayList<>();
    private final int[] disagreements;
    private Duration pause = FIRST_PAUSE;
    private Moment asideUntil;
    private boolean yielding;
    private ForeignChanges foreign = ForeignChanges.NONE;

    /**
     * @param inner sets the clocks of all GPUs of the domain
     * @param gpus how many they are
     * @param conditions what they were last read at, in their order
     * @param range what a setpoint locks them to
     * @param dispute what can be done about a clock that somebody else set
     */
    WatchedActuator(
            ClockActuator inner,
            int gpus,
            Supplier<List<GpuCondition>> conditions,
            Function<Megahertz, LockRange> range,
            Dispute dispute,
            TimeSource time) {
        this.inner = inner;
        this.conditions = conditions;
        this.range = range;
        this.dispute = dispute;
        this.time = time;
        this.disagreements = new int[gpus];
        this.asideUntil = time.now();
    }

    @Override
    public Actuation lock(Megahertz clock) {
        Moment now = time.now();
        if (now.isBefore(asideUntil)) {
            String rest = "standing aside for another " + asideUntil.since(now).toSeconds() + " s";
            return yielding ? new Actuation.Yielded(rest) : new Actuation.Failed(rest);
        }
        Actuation outcome = inner.lock(clock);
        if (outcome instanceof Actuation.Failed failed) {
            return new Actuation.Failed(failed.reason() + "; " + standAside(now));
        }
        if (outcome instanceof Actuation.Accepted) {
            watch(range.apply(clock), now);
            return new Actuation.Accepted(time.now().since(now));
        }
        return outcome;
    }

    @Override
    public Actuation verify() {
        List<GpuCondition> seen = conditions.get();
        Moment now = time.now();
        for (int i = 0; i < Math.min(seen.size(), watches.size()); i++) {
            SetpointWatch.Step step = watches.get(i).see(ReadBack.from(seen.get(i)), now);
            watches.set(i, step.next());
            judge(i, step.verdict());
            if (disagreements[i] >= DISAGREEMENTS && step.verdict() == ClockVerdict.FOREIGN_CHANGE) {
                return answer(seen, i, now);
            } else if (disagreements[i] >= DISAGREEMENTS) {
                return new Actuation.Failed(
                        disagreement(seen.get(i), watches.get(i).lock(), step.verdict()) + "; " + standAside(now));
            }
        }
        return new Actuation.NotNeeded();
    }

    @Override
    public Actuation release() {
        watches.clear();
        Arrays.fill(disagreements, 0);
        return inner.release();
    }

    private void watch(LockRange lock, Moment now) {
        watches.clear();
        for (int i = 0; i < disagreements.length; i++) {
            watches.add(SetpointWatch.from(lock, now, SETTLE));
        }
    }

    /** The answer to somebody else's clock on GPU {@code i}. */
    private Actuation answer(List<GpuCondition> seen, int i, Moment now) {
        LockRange lock = watches.get(i).lock();
        String sentence = disagreement(seen.get(i), lock, ClockVerdict.FOREIGN_CHANGE);
        foreign = foreign.another(now);
        Duration wait = foreign.pause();
        if (wait.isZero()) {
            Actuation again = dispute.reassert();
            if (again instanceof Actuation.Failed failed) {
                return new Actuation.Failed(sentence + "; not set again: " + failed.reason() + "; " + standAside(now));
            }
            watch(lock, now);
            Arrays.fill(disagreements, 0);
            return new Actuation.Reasserted(sentence + "; set again");
        }
        dispute.disown(changedByOthers(seen, now));
        asideUntil = now.plus(wait);
        yielding = true;
        return new Actuation.Yielded(
                sentence + ", " + foreign.times() + "; left as it is, standing aside for " + wait.toSeconds() + " s");
    }

    /** The GPUs that are at a clock of somebody else's now, read twice or not: nobody changes just one for long. */
    private Set<String> changedByOthers(List<GpuCondition> seen, Moment now) {
        Set<String> uuids = new HashSet<>();
        for (int i = 0; i < Math.min(seen.size(), watches.size()); i++) {
            if (watches.get(i).see(ReadBack.from(seen.get(i)), now).verdict() == ClockVerdict.FOREIGN_CHANGE) {
                uuids.add(seen.get(i).gpu().uuid());
            }
        }
        return uuids;
    }

    private void judge(int gpu, ClockVerdict verdict) {
        switch (verdict) {
            case NOT_HONOURED, FOREIGN_CHANGE -> disagreements[gpu]++;
            case HONOURED, THROTTLED -> disagreements[gpu] = 0;
            case SETTLING, UNREADABLE -> {}
        }
    }

    private static String disagreement(GpuCondition gpu, LockRange lock, ClockVerdict verdict) {
        return "GPU " + gpu.gpu().index() + " (" + gpu.gpu().uuid() + ") runs at " + clock(gpu) + " under a lock to "
                + lock + (verdict == ClockVerdict.FOREIGN_CHANGE ? ", so something else set its clock" : "");
    }

    /** Takes no setpoint for a while, twice as long each time; says so. */
    private String standAside(Moment now) {
        yielding = false;
        asideUntil = now.plus(pause);
        String sentence = "standing aside for " + pause.toSeconds() + " s";
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        return sentence;
    }

    private static String clock(GpuCondition gpu) {
        return gpu.appliedClock() instanceof Reading.Present<Megahertz> applied
                ? applied.value().toString()
                : "an unknown clock";
    }
}
