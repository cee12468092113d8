package io.gpugovernor.core.port;

import io.gpugovernor.core.units.Moment;

/** Tells the time. Real, scaled or simulated; never runs backwards. */
@FunctionalInterface
public interface TimeSource {
    Moment now();
}
