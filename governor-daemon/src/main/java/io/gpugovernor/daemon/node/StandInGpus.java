package io.gpugovernor.daemon.node;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.model.ThrottleReason;
import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.port.EngineTelemetry;
import io.gpugovernor.core.port.GpuSensor;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.StepPhysics;
import io.gpugovernor.sim.gpu.StepShape;
import io.gpugovernor.sim.replay.SimulatedGpus;
import java.util.List;
import java.util.Set;

/**
 * Simulated GPUs under a real engine: they draw what the twin's physics says a batch of the engine's size draws at their
 * clock, and change nothing about the engine. For trying the daemon out where no GPU can be governed.
 */
final class StandInGpus implements GpuSensor, ClockActuator {
    /** Context assumed for every running request; metrics do not tell it. */
    private static final int USUAL_CONTEXT = 1024;

    private final HardwareProfile profile;
    private final Reading<Watts> powerLimit;
    private final StepPhysics physics;
    private final List<GpuId> gpus;
    private final TimeSource time;
    private Megahertz clock;
    private long running;
    private double joules;
    private Moment since;

    StandInGpus(HardwareProfile profile, TimeSource time) {
        this.profile = profile;
        this.powerLimit = Reading.of(profile.powerLimit());
        this.physics = new StepPhysics(profile);
        this.gpus = SimulatedGpus.of(profile);
        this.time = time;
        this.clock = profile.clocks().max();
        this.since = time.now();
    }

    /** {@code engine}, with these GPUs listening in. */
    EngineTelemetry under(EngineTelemetry engine) {
        return () -> {
            Telemetry telemetry = engine.read();
            if (telemetry instanceof Telemetry.Available available) {
                see(available.snapshot());
            }
            return telemetry;
        };
    }

    @Override
    public synchronized List<GpuReading> read() {
        passTime();
        StepPhysics.Run run = run();
        Watts power = running > 0 ? run.power() : physics.idle(clock);
        boolean throttled = running > 0 && run.throttled();
        return SimulatedGpus.readings(
                gpus,
                throttled ? run.effectiveClock() : clock,
                power,
                new Joules(joules),
                throttled ? Set.of(ThrottleReason.POWER_LIMIT) : Set.of(),
                powerLimit);
    }

    @Override
    public synchronized Actuation lock(Megahertz asked) {
        passTime();
        clock = asked;
        return new Actuation.Accepted();
    }

    @Override
    public Actuation release() {
        return lock(profile.clocks().max());
    }

    private synchronized void see(EngineSnapshot snapshot) {
        passTime();
        running = Math.min(snapshot.running(), profile.limits().maxSequences());
    }

    private void passTime() {
        Moment now = time.now();
        Watts power = running > 0 ? run().power() : physics.idle(clock);
        joules += power.value() * Durations.seconds(now.since(since));
        since = now;
    }

    private StepPhysics.Run run() {
        return physics.run(StepShape.decode((int) Math.max(1, running), USUAL_CONTEXT), clock);
    }
}
