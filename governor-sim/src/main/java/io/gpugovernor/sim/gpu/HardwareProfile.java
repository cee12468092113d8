package io.gpugovernor.sim.gpu;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.core.units.Watts;
import java.time.Duration;

/**
 * One tensor-parallel group and the model it serves: everything the twin's physics needs.
 *
 * @param name how {@code --hardware} names it
 * @param description what it stands for, and what it was fitted on
 * @param gpuModel product name of the GPU
 * @param modelName model the engine claims to serve
 * @param gpus GPUs in the group
 * @param clocks clock steps of each GPU
 * @param powerLimit power limit of each GPU
 * @param limits the engine's scheduling limits
 * @param timing step times
 * @param draw power of each GPU
 * @param frontend time from the end of a step until the client has the first token, tokenisation included
 * @param jitter relative standard deviation of a step's time
 */
public record HardwareProfile(
        String name,
        String description,
        String gpuModel,
        String modelName,
        int gpus,
        ClockTable clocks,
        Watts powerLimit,
        EngineLimits limits,
        StepTiming timing,
        PowerDraw draw,
        Duration frontend,
        Ratio jitter) {
    /** The same hardware with another knee of memory-bound work, a share of the highest clock; under a name that says so. */
    public HardwareProfile withKnee(double knee) {
        return with(name + " knee " + knee, limits, timing.withKnee(knee), jitter);
    }

    /** The same engine with another limit of its batch. */
    public HardwareProfile withMaxSequences(int maxSequences) {
        return with(name, limits.withMaxSequences(maxSequences), timing, jitter);
    }

    /** The same hardware under an engine that schedules otherwise; under a name that says so. */
    public HardwareProfile with(Scheduling scheduling) {
        return with(name + " " + scheduling.title(), limits.with(scheduling), timing, jitter);
    }

    /** The same hardware with steps that take exactly what its physics says. */
    public HardwareProfile withoutJitter() {
        return with(name, limits, timing, Ratio.ZERO);
    }

    private HardwareProfile with(
            String otherName, EngineLimits otherLimits, StepTiming otherTiming, Ratio otherJitter) {
        return new HardwareProfile(
                otherName,
                description,
                gpuModel,
                modelName,
                gpus,
                clocks,
                powerLimit,
                otherLimits,
                otherTiming,
                draw,
                frontend,
                otherJitter);
    }
}
