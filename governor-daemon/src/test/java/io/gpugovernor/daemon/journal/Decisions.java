package io.gpugovernor.daemon.journal;

import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.model.Account;
import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.model.Load;
import io.gpugovernor.core.model.Outlook;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.model.Served;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.model.ThrottleReason;
import io.gpugovernor.core.model.WorkloadClass;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.core.units.Watts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decisions for tests: a plain one, with what a test cares about replaced. */
public record Decisions(
        String domain,
        double atSeconds,
        GovernorState state,
        Reason reason,
        String detail,
        Optional<Megahertz> previous,
        Optional<Megahertz> setpoint,
        Actuation actuation,
        Optional<Load> load,
        Optional<Outlook> outlook,
        List<GpuReading> gpus,
        Account account) {

    public static final Slo SLO = Slo.of(Duration.ofMillis(600), Duration.ofMillis(100), new Ratio(0.99));

    public static PolicyDomain domain(String name) {
        ClockTable clocks = ClockTable.evenly(new Megahertz(345), new Megahertz(1980), 15);
        return new PolicyDomain(name, clocks, SLO, Duration.ofSeconds(3));
    }

    /** Steady at 1,380 MHz, 10 s into the run. */
    public static Decisions steady(String domain) {
        Optional<Megahertz> clock = Optional.of(new Megahertz(1380));
        return new Decisions(
                domain,
                10,
                GovernorState.GOVERNING,
                Reason.OPTIMAL,
                "",
                clock,
                clock,
                new Actuation.NotNeeded(),
                Optional.of(new Load(
                        12, 1, 2, 2, true, 3.25, Optional.of(WorkloadClass.MEDIUM_LARGE), Duration.ofMillis(40))),
                Optional.of(new Outlook(
                        new Watts(702),
                        new Watts(990),
                        Optional.of(Duration.ofMillis(312)),
                        Optional.of(Duration.ofMillis(41)),
                        0.0021,
                        new Joules(2150),
                        new Joules(18),
                        new Joules(95))),
                List.of(gpu(0, 1380, 351), gpu(1, 1380, 349)),
                new Account(new Joules(7000), new Joules(2880), 1000, 4, 900, 2, 17, new Served(1000, 4, 900, 2)));
    }

    public static GpuReading gpu(int index, int clock, double watts) {
        return new GpuReading(
                id(index),
                Reading.of(new Megahertz(clock)),
                Reading.of(new Watts(watts)),
                Reading.of(new Joules(1_000_000)),
                Set.of(),
                Reading.of(new Watts(700)));
    }

    public static GpuReading throttledGpu(int index, ThrottleReason reason) {
        GpuReading free = gpu(index, 1380, 351);
        return new GpuReading(
                free.gpu(), free.appliedClock(), free.power(), free.energy(), Set.of(reason), free.powerLimit());
    }

    public static GpuReading silentGpu(int index) {
        return new GpuReading(
                id(index),
                Reading.absent("GPU is lost"),
                Reading.absent("GPU is lost"),
                Reading.absent("GPU is lost"),
                Set.of());
    }

    private static GpuId id(int index) {
        return new GpuId(index, "GPU-0000-" + index, "00000000:3" + index + ":00.0", "NVIDIA H100 80GB HBM3");
    }

    public Decisions at(double seconds) {
        return new Decisions(
                domain, seconds, state, reason, detail, previous, setpoint, actuation, load, outlook, gpus, account);
    }

    public Decisions because(GovernorState newState, Reason newReason, String newDetail) {
        return new Decisions(
                domain, atSeconds, newState, newReason, newDetail, previous, setpoint, actuation, load, outlook, gpus,
                account);
    }

    public Decisions moving(int from, int to, Actuation call) {
        return new Decisions(
                domain,
                atSeconds,
                state,
                reason,
                detail,
                Optional.of(new Megahertz(from)),
                Optional.of(new Megahertz(to)),
                call,
                load,
                outlook,
                gpus,
                account);
    }

    /** Clocks released, engine silent, nothing forecast. */
    public Decisions released(String why) {
        return new Decisions(
                domain,
                atSeconds,
                GovernorState.RELEASED,
                Reason.STALE_TELEMETRY,
                why,
                Optional.empty(),
                Optional.empty(),
                new Actuation.NotNeeded(),
                Optional.empty(),
                Optional.empty(),
                gpus,
                account);
    }

    public Decisions with(GpuReading... readings) {
        return new Decisions(
                domain,
                atSeconds,
                state,
                reason,
                detail,
                previous,
                setpoint,
                actuation,
                load,
                outlook,
                List.of(readings),
                account);
    }

    public Decisions with(Account books) {
        return new Decisions(
                domain, atSeconds, state, reason, detail, previous, setpoint, actuation, load, outlook, gpus, books);
    }

    public Decisions with(Load doing) {
        return new Decisions(
                domain,
                atSeconds,
                state,
                reason,
                detail,
                previous,
                setpoint,
                actuation,
                Optional.of(doing),
                outlook,
                gpus,
                account);
    }

    public Decision build() {
        return new Decision(
                new Moment(Math.round(atSeconds * 1e9)),
                domain,
                state,
                reason,
                detail,
                previous,
                setpoint,
                actuation,
                load,
                outlook,
                gpus,
                account);
    }
}
