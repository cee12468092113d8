package io.gpugovernor.daemon.node;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Histogram;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;

/** Readings of an engine that runs so many requests and never ends one. */
final class Snapshots {
    private Snapshots() {}

    static Telemetry running(long requests, Moment at) {
        Histogram none = Histogram.EMPTY;
        return new Telemetry.Available(
                new EngineSnapshot(at, requests, 0, 0, 0, 0, 0, new Ratio(0), none, none, none, none, none));
    }
}
