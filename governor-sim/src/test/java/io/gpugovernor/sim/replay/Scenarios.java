package io.gpugovernor.sim.replay;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.TinyHardware;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.trace.ArrivalRate;
import io.gpugovernor.sim.trace.Trace;
import io.gpugovernor.sim.trace.TraceGenerator;
import io.gpugovernor.sim.trace.WorkloadPreset;
import java.time.Duration;

/** Scenarios that tests replay. */
public final class Scenarios {
    public static final Slo SLO = Slo.of(Duration.ofMillis(600), Duration.ofMillis(100), new Ratio(0.99));
    public static final TelemetryMode QUARTERS = new TelemetryMode.Scrape(Duration.ofMillis(250));

    private Scenarios() {}

    /** Short requests on hardware of paper, at {@code perSecond} requests a second. */
    public static Scenario tiny(double perSecond, Duration duration) {
        Trace trace = trace(WorkloadPreset.SMALL_SMALL, perSecond, duration);
        return of(trace, duration, TinyHardware.jittered(), SLO);
    }

    /** Conversations on {@code hardware}. */
    public static Scenario conversation(
            HardwareProfile hardware, double perSecond, Duration duration, TelemetryMode telemetry) {
        Trace trace = trace(WorkloadPreset.CONVERSATION, perSecond, duration);
        return new Scenario(trace, duration, hardware, SLO, telemetry, SwitchTiming.DEFAULT);
    }

    /** {@code trace} on {@code hardware}, scraped four times a second. */
    public static Scenario of(Trace trace, Duration duration, HardwareProfile hardware, Slo slo) {
        return new Scenario(trace, duration, hardware, slo, QUARTERS, SwitchTiming.DEFAULT);
    }

    /** A generated trace, always the same. */
    public static Trace trace(WorkloadPreset preset, double perSecond, Duration duration) {
        return TraceGenerator.of(preset).withRate(new ArrivalRate(perSecond)).generate(duration, 11);
    }
}
