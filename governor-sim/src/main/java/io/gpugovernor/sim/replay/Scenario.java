package io.gpugovernor.sim.replay;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.trace.Trace;
import java.time.Duration;

/**
 * What is replayed, on what, and how the governor sees and acts. Together with a policy and a seed it determines a run.
 *
 * @param trace arrivals, already scaled to the duration
 * @param duration time over which energy is compared
 * @param hardware the twin
 * @param slo what was promised
 * @param telemetry how the engine is heard
 * @param switching what changing a clock takes
 */
public record Scenario(
        Trace trace,
        Duration duration,
        HardwareProfile hardware,
        Slo slo,
        TelemetryMode telemetry,
        SwitchTiming switching) {
    /** The same scenario, with the engine heard otherwise. */
    public Scenario heard(TelemetryMode otherwise) {
        return new Scenario(trace, duration, hardware, slo, otherwise, switching);
    }

    /** The same scenario with other arrivals. */
    public Scenario withTrace(Trace other) {
        return new Scenario(other, duration, hardware, slo, telemetry, switching);
    }
}
