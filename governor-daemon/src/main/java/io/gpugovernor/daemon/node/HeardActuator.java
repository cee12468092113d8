package io.gpugovernor.daemon.node;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.nvml.NvmlActuator;

/** One domain's actuator, whose first answers say whether the driver lets this process set clocks at all. */
final class HeardActuator implements ClockActuator {
    private final NvmlActuator actuator;
    private final FirstWord firstWord;

    HeardActuator(NvmlActuator actuator, FirstWord firstWord) {
        this.actuator = actuator;
        this.firstWord = firstWord;
    }

    @Override
    public Actuation lock(Megahertz clock) {
        Actuation outcome = actuator.lock(clock);
        firstWord.hear(outcome, actuator::isForbidden);
        return outcome;
    }

    @Override
    public Actuation release() {
        return actuator.release();
    }
}
