package io.gpugovernor.core.port;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.units.Megahertz;

/** Sets the clocks of one policy domain. Exists only in enforce mode. */
public interface ClockActuator {
    /** Locks every GPU of the domain to at most {@code clock}, a step of its table. */
    Actuation lock(Megahertz clock);

    /**
     * Whether the GPUs do what they were told, judged by what they were last read at. Success codes prove nothing.
     *
     * @return {@link Actuation.Failed} naming GPU and clocks if one disagrees for good; {@link Actuation.Yielded} if
     *     another program holds one, and {@link Actuation.Reasserted} if it did; anything else means go on
     */
    default Actuation verify() {
        return new Actuation.NotNeeded();
    }

    /** Removes every lock this actuator set; the driver's default applies again. */
    Actuation release();
}
