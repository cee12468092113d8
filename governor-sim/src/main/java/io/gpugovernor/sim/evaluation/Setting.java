package io.gpugovernor.sim.evaluation;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.replay.Scenario;
import io.gpugovernor.sim.replay.TelemetryMode;
import io.gpugovernor.sim.tournament.Belief;
import io.gpugovernor.sim.trace.RateScale;
import io.gpugovernor.sim.trace.Trace;
import java.time.Duration;
import java.util.function.Function;

/**
 * Everything that a run depends on but policy and seed.
 *
 * @param workload what is asked
 * @param course how much of it
 * @param hardware of whom
 * @param slo what was promised
 * @param duration for how long requests arrive
 * @param telemetry how the governor hears
 * @param switching what a change of clock takes
 * @param belief what this project's governor starts from
 */
public record Setting(
        Workload workload,
        Course course,
        HardwareProfile hardware,
        Slo slo,
        Duration duration,
        TelemetryMode telemetry,
        SwitchTiming switching,
        Belief belief) {
    Setting at(Workload otherWorkload, Course otherCourse) {
        return new Setting(otherWorkload, otherCourse, hardware, slo, duration, telemetry, switching, belief);
    }

    Setting promising(Slo other) {
        return new Setting(workload, course, hardware, other, duration, telemetry, switching, belief);
    }

    Setting on(HardwareProfile other) {
        return new Setting(workload, course, other, slo, duration, telemetry, switching, belief);
    }

    Setting heard(TelemetryMode other) {
        return new Setting(workload, course, hardware, slo, duration, other, switching, belief);
    }

    Setting switching(SwitchTiming other) {
        return new Setting(workload, course, hardware, slo, duration, telemetry, other, belief);
    }

    Setting believing(Belief other) {
        return new Setting(workload, course, hardware, slo, duration, telemetry, switching, other);
    }

    /** What the capacity of a part of the workload depends on, in one line. */
    String capacityKey(Workload.Steady part) {
        return String.join(" | ", part.name(), hardware.name(), promise());
    }

    /** This setting in one line; equal settings have equal lines, in every process. */
    String key() {
        return String.join(
                " | ",
                workload.name(),
                course.name(),
                hardware.name(),
                promise(),
                seconds(duration),
                telemetry.getClass().getSimpleName() + " " + seconds(telemetry.period()),
                seconds(switching.call()) + " " + seconds(switching.transition()) + " " + seconds(switching.stall()),
                belief.label());
    }

    private String promise() {
        return slo.ttft().map(Setting::seconds).orElse("-") + " "
                + slo.tbt().map(Setting::seconds).orElse("-") + " "
                + slo.quantile().value();
    }

    private static String seconds(Duration time) {
        return Durations.seconds(time) + "s";
    }

    /** The scenario for {@code seed}, given the rate scale of each part at 100 percent. */
    Scenario scenario(long seed, Function<Workload.Steady, RateScale> full) {
        Trace trace = workload.arrivals(course.profile(), duration, seed, full);
        return new Scenario(trace, duration, hardware, slo, telemetry, switching);
    }

    /** A scenario whose hardware and SLO are this setting's, to find capacities for. */
    Scenario like(Trace any) {
        return new Scenario(any, duration, hardware, slo, telemetry, switching);
    }
}
