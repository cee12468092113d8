package io.gpugovernor.core.policy;

import io.gpugovernor.core.forecast.Calibration;
import io.gpugovernor.core.forecast.SwitchExperience;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import java.util.Optional;

/**
 * What a policy has found out about its node: worth keeping when the governor ends, and worth nothing on another node.
 *
 * @param calibration how the node differs from the model
 * @param switching how long changes of clock take
 * @param missPrice what a miss costs, learned for one promise; empty to start high
 * @param floor lowest clock that was proven under that promise; empty if none is
 */
public record Learned(
        Calibration calibration, SwitchExperience switching, Optional<Joules> missPrice, Optional<Megahertz> floor) {
    /** What a policy with these has learned, and no floor proven. */
    static Learned of(Calibration calibration, SwitchExperience switching, MissPrice price) {
        return new Learned(calibration, switching, Optional.of(price.value()), Optional.empty());
    }

    /** The same, proven down to {@code clock}, unless the node has come to behave otherwise since it was. */
    public Learned provenDownTo(Megahertz clock) {
        return calibration.changes() > 0 ? this : new Learned(calibration, switching, missPrice, Optional.of(clock));
    }

    /** What holds whatever is promised: the hardware and the engine stay the same, the price and the floor do not. */
    public Learned withoutPromise() {
        return new Learned(calibration, switching, Optional.empty(), Optional.empty());
    }

    /** Why this can be nothing that was learned: a number that is not finite, or out of its bounds. Empty if it can. */
    public Optional<String> objection() {
        return calibration.objection().or(switching::objection);
    }
}
