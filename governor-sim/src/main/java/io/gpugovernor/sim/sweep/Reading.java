package io.gpugovernor.sim.sweep;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.core.units.Watts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a testbed saw.
 *
 * @param requests every measured request that ended well, in the order of arrival
 * @param elapsed length of the window that energy and throughput are taken over. Of an errand: from the first measured
 *     arrival to the last. Of a volley: from the sending to the last token. Of a rest: the span
 * @param finished requests that ended within the window, those of the warm-up included
 * @param energy of all GPUs of the engine in the window
 * @param throttled share of the window in which a power or thermal limit held a GPU below its clock
 * @param applied the clock in force, if it could be read
 * @param failed measured requests that did not end well
 */
public record Reading(
        List<Timing> requests,
        Duration elapsed,
        int finished,
        Joules energy,
        Ratio throttled,
        Optional<Megahertz> applied,
        int failed) {
    public Reading {
        requests = List.copyOf(requests);
    }

    /** Mean power of all GPUs of the engine in the window; zero for a window without length. */
    public Watts power() {
        double seconds = Durations.seconds(elapsed);
        return seconds > 0 ? new Watts(energy.value() / seconds) : Watts.ZERO;
    }
}
