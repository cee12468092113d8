package io.gpugovernor.core.port;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.units.Megahertz;

/** Sets the clocks of one policy domain. Exists only in enforce mode. */
public interface ClockActuator {
    /** Locks every GPU of the domain to at most {@code clock}, a step of its table. */
    Actuation lock(Megahertz clock);

    /** Removes every lock this actuator set; the driver's default applies again. */
    Actuation release();
}
